import { Repository } from '../store/Repository';
import { html, Html } from './html';

/** The name of a repository, and the way to the rest of it. */
export function heading({ fullName }: Repository): Html {
  return html`<h1><a href="/${fullName}">${fullName}</a></h1>
    <nav aria-label="Repository">
      <a href="/${fullName}">Files</a> ·
      <a href="/${fullName}/pulls">Pull requests</a> ·
      <a href="/${fullName}/actions">Builds</a>
    </nav>`;
}
