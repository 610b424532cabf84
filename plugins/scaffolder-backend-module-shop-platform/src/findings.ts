import { type FolderFinding } from '@shop-platform/template-checks';

/** More help nobody; the log says how many more there are. */
const MAX_LOGGED = 200;

/** What the log says while others are checked. */
export const WAITING =
  'As many tasks are checked as may be at once: this one waits for its turn';

/** Where something is wrong: `k8s/service.yaml:4`. */
export function placeOf({ file, line }: FolderFinding): string {
  return `${file}:${line}`;
}

/** What a log says of findings: a line for each of the first ones, and how many more there are. */
export function toLines(
  findings: readonly FolderFinding[],
  describe: (finding: FolderFinding) => string,
): string[] {
  const more = findings.length - MAX_LOGGED;
  return [
    ...findings.slice(0, MAX_LOGGED).map(describe),
    ...(more > 0 ? [`${count(more, 'finding')} more, not listed here`] : []),
  ];
}

export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
