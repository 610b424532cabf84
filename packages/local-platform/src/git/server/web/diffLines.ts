import { diffIndices } from 'node-diff3';

/** Unchanged lines that are shown before and after a change. */
const CONTEXT = 3;
/** Comparing takes time with the product of both: beyond this all of it is one change. */
const MAX_COMPARED_LINES = 2_000;
const NO_NEWLINE = '\n\\ No newline at end of file';

export type DiffLine = {
  kind: 'same' | 'added' | 'removed';
  text: string;
  /** Its number in the text as it was; nothing where it was added. */
  before: number | undefined;
  /** Its number in the text as it is; nothing where it was removed. */
  after: number | undefined;
  /** Whether it is between the markers of a conflict, or one of them. */
  isUndecided: boolean;
};

/** What differs between two texts: groups of lines, with a few around each change. */
export type Diff = {
  groups: DiffLine[][];
  /** The lines at which conflicts begin that came with the change. */
  conflicts: number[];
};

export function diffLines(before: string, after: string): Diff {
  const lines = markConflicts(compare(toLines(before), toLines(after)));
  const near = new Set<number>();
  lines.forEach(({ kind, isUndecided }, index) => {
    if (kind !== 'same') {
      for (let at = Math.max(index - CONTEXT, 0); at <= index + CONTEXT; at++) {
        near.add(at);
      }
    } else if (isUndecided) {
      near.add(index);
    }
  });
  const groups: DiffLine[][] = [];
  lines.forEach((line, index) => {
    if (near.has(index)) {
      if (!near.has(index - 1)) {
        groups.push([]);
      }
      groups.at(-1)?.push(line);
    }
  });
  return {
    groups: groups.filter(group => group.some(({ kind }) => kind !== 'same')),
    conflicts: lines.flatMap(({ kind, text, after: number }) =>
      kind === 'added' && isStart(text) && number ? [number] : [],
    ),
  };
}

function compare(old: string[], now: string[]): DiffLine[] {
  const start = countEqual(old, now);
  const rest = [old.slice(start), now.slice(start)];
  const end = countEqual(rest[0].toReversed(), rest[1].toReversed());
  const [removed, added] = rest.map(lines =>
    lines.slice(0, lines.length - end),
  );
  const changes =
    Math.max(removed.length, added.length) > MAX_COMPARED_LINES
      ? [{ buffer1: [0, removed.length], buffer2: [0, added.length] }]
      : diffIndices(removed, added);

  const lines: DiffLine[] = [];
  let before = 0;
  let after = 0;
  const take = (kind: DiffLine['kind'], text: string) => {
    lines.push({
      kind,
      text,
      before: kind === 'added' ? undefined : (before += 1),
      after: kind === 'removed' ? undefined : (after += 1),
      isUndecided: false,
    });
  };
  for (const { buffer1, buffer2 } of changes) {
    const [from, length] = buffer1;
    const [at, count] = buffer2;
    old.slice(before, start + from).forEach(text => take('same', text));
    removed.slice(from, from + length).forEach(text => take('removed', text));
    added.slice(at, at + count).forEach(text => take('added', text));
  }
  old.slice(before).forEach(text => take('same', text));
  return lines;
}

/** Marks what is between the markers that a merge left, the markers included. */
function markConflicts(lines: DiffLine[]): DiffLine[] {
  let isUndecided = false;
  return lines.map(line => {
    if (line.kind === 'removed') {
      return line;
    }
    isUndecided ||= line.kind === 'added' && isStart(line.text);
    const marked = { ...line, isUndecided };
    if (/^>{7} /.test(line.text)) {
      isUndecided = false;
    }
    return marked;
  });
}

function isStart(text: string): boolean {
  return /^<{7} /.test(text);
}

function countEqual(one: string[], other: string[]): number {
  const end = one.findIndex((line, index) => line !== other[index]);
  return end === -1 ? one.length : end;
}

/** Without what follows the last line's end; a last line without one says so. */
function toLines(text: string): string[] {
  const lines = text.split('\n');
  const last = lines.pop();
  return last ? [...lines, `${last}${NO_NEWLINE}`] : lines;
}
