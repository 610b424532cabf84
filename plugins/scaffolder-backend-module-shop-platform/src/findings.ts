import { type FolderFinding } from '@shop-platform/template-checks';

/** More help nobody; the log is told how many there are. */
export const MAX_LOGGED = 200;

/** What the log says while others are checked. */
export const WAITING =
  'As many tasks are checked as may be at once: this one waits for its turn';

/** Where something is wrong: `k8s/service.yaml:4`. */
export function placeOf({ file, line }: FolderFinding): string {
  return line === undefined ? file : `${file}:${line}`;
}

export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
