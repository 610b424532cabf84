import { Repository } from '../store/Repository';
import { html, Html } from './html';

export function heading({ fullName }: Repository): Html {
  return html`<h1><a href="/${fullName}">${fullName}</a></h1>`;
}
