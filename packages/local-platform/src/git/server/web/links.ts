import { Repository } from '../store/Repository';

/** A page about a file or a folder at a branch or a commit. */
export function linkTo(
  view: 'blob' | 'raw' | 'tree',
  { fullName }: Repository,
  ref: string,
  file: string,
): string {
  const encoded = `${ref}/${file}`.split('/').map(encodeURIComponent).join('/');
  return `/${fullName}/${view}/${encoded}`;
}
