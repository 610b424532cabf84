import { FolderFinding } from '../folder/toFolderFinding';

const NOT_RENDERED = ' is linked and not rendered';

/** What is said of a link to a file that is not there. */
export function describeMissingLink(target: string): string {
  return `${target}${NOT_RENDERED}`;
}

/**
 * Where a page leads to that is not among the files, relative to the folder that was
 * checked, which it may be outside of; nothing of other findings. Whoever checked only
 * a part knows whether it is elsewhere.
 *
 * @public
 */
export function readMissingLink(finding: FolderFinding): string | undefined {
  const { message } = finding;
  return message.endsWith(NOT_RENDERED)
    ? message.slice(0, -NOT_RENDERED.length)
    : undefined;
}
