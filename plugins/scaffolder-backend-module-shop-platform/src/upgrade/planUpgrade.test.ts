import { hashOf, planUpgrade } from './planUpgrade';
import { type FileChange, type GitFile } from './types';

const file = (content: string | Buffer, rest?: Partial<GitFile>): GitFile => ({
  content: Buffer.from(content),
  executable: false,
  symlink: false,
  ...rest,
});

const BINARY = (last: number) => Buffer.from([137, 80, 0, last]);

const base = 'one\ntwo\nthree\nfour\nfive\n';
const team = 'ONE\ntwo\nthree\nfour\nfive\n';
const template = 'one\ntwo\nthree\nfour\nFIVE\n';

type Sides = {
  /** What the template wrote once. */
  before?: string | Buffer;
  /** What it writes now, unless it leaves it to the team. */
  after?: string | Buffer;
  leaves?: string;
  /** What the repository has. */
  current?: string | Buffer | GitFile;
  isTaken?: boolean;
  /** Whether the history still has what the template wrote. */
  isForgotten?: boolean;
};

/** Plans an upgrade of one file; answers what becomes of it. */
async function plan(sides: Sides): Promise<FileChange> {
  const { before, after, leaves, current } = sides;
  const toFiles = (
    content: string | Buffer | undefined,
  ): Record<string, string> =>
    content === undefined ? {} : { 'a.txt': hashOf(Buffer.from(content)) };
  const manifest = { template: 'mesh', answers: {} };
  const rendered = after ?? leaves;
  const [change] = await planUpgrade({
    before: { ...manifest, version: '1.0.0', files: toFiles(before) },
    after: { ...manifest, version: '1.1.0', files: toFiles(after) },
    rendered: new Map(
      rendered === undefined ? [] : [['a.txt', file(rendered)]],
    ),
    current: async () =>
      typeof current === 'string' || Buffer.isBuffer(current)
        ? file(current)
        : current,
    isTaken: async () => sides.isTaken ?? false,
    base: async (_path, hash) =>
      before !== undefined &&
      !sides.isForgotten &&
      hashOf(Buffer.from(before)) === hash
        ? Buffer.from(before)
        : undefined,
  });
  return change;
}

const outcome = (change: FileChange) => ({
  kind: change.kind,
  conflict: 'conflict' in change ? change.conflict : undefined,
  content: 'file' in change ? change.file.content.toString() : undefined,
});

describe('planUpgrade', () => {
  it.each<[string, Sides, Partial<ReturnType<typeof outcome>>]>([
    // The template adds a file.
    ['adds what is new', { after: 'new' }, { kind: 'added', content: 'new' }],
    [
      'keeps what both added alike',
      { after: 'new', current: 'new' },
      { kind: 'kept' },
    ],
    [
      'shows both where both added a file',
      { after: 'same\ntheirs\n', current: 'same\nours\n' },
      {
        kind: 'merged',
        conflict: 'both-added',
        content:
          'same\n<<<<<<< yours\nours\n=======\ntheirs\n>>>>>>> mesh 1.1.0\n',
      },
    ],
    [
      'adds nothing where the team has a folder',
      { after: 'new', isTaken: true },
      { kind: 'kept', conflict: 'path-taken' },
    ],
    // The template drops a file.
    [
      'deletes what nobody changed',
      { before: base, current: base },
      { kind: 'deleted' },
    ],
    ['leaves gone what both deleted', { before: base }, { kind: 'kept' }],
    [
      'keeps what the team changed and the template dropped',
      { before: base, current: team },
      { kind: 'kept', conflict: 'removed-by-template' },
    ],
    [
      'leaves to the team what is now theirs',
      { before: base, current: base, leaves: template },
      { kind: 'kept' },
    ],
    // The template changes a file, or not.
    [
      'keeps what nobody changed',
      { before: base, after: base, current: base },
      { kind: 'kept' },
    ],
    [
      'brings what only the template changed',
      { before: base, after: template, current: base },
      { kind: 'updated', content: template },
    ],
    [
      'keeps what only the team changed',
      { before: base, after: base, current: team },
      { kind: 'kept' },
    ],
    [
      'keeps what both changed alike',
      { before: base, after: template, current: template },
      { kind: 'kept' },
    ],
    [
      'merges what both changed in different places',
      { before: base, after: template, current: team },
      { kind: 'merged', content: 'ONE\ntwo\nthree\nfour\nFIVE\n' },
    ],
    [
      'shows all three where both changed the same line',
      { before: 'a\nb\nc\n', after: 'a\nT\nc\n', current: 'a\nO\nc\n' },
      {
        kind: 'merged',
        conflict: 'both-changed',
        content:
          'a\n<<<<<<< yours\nO\n||||||| mesh 1.0.0\nb\n=======\nT\n>>>>>>> mesh 1.1.0\nc\n',
      },
    ],
    [
      'shows every difference where nobody knows what was there',
      { before: base, after: template, current: team, isForgotten: true },
      {
        kind: 'merged',
        conflict: 'base-unknown',
        content:
          '<<<<<<< yours\nONE\n=======\none\n>>>>>>> mesh 1.1.0\ntwo\nthree\nfour\n<<<<<<< yours\nfive\n=======\nFIVE\n>>>>>>> mesh 1.1.0\n',
      },
    ],
    [
      'leaves deleted what the team deleted',
      { before: base, after: base },
      { kind: 'kept' },
    ],
    [
      'says when the template changed what the team deleted',
      { before: base, after: template },
      { kind: 'kept', conflict: 'removed-by-team' },
    ],
    // Files that have no lines.
    [
      'brings an image that only the template changed',
      { before: BINARY(1), after: BINARY(2), current: BINARY(1) },
      { kind: 'updated' },
    ],
    [
      "keeps the team's image where both changed it",
      { before: BINARY(1), after: BINARY(2), current: BINARY(3) },
      { kind: 'kept', conflict: 'not-text' },
    ],
    [
      "keeps the team's link where the template changed the file",
      {
        before: base,
        after: template,
        current: file('b.txt', { symlink: true }),
      },
      { kind: 'kept', conflict: 'not-text' },
    ],
  ])('%s', async (_name, sides, expected) => {
    expect(outcome(await plan(sides))).toMatchObject({
      conflict: undefined,
      ...expected,
    });
  });

  it('lets what the team made executable be so', async () => {
    const change = await plan({
      before: base,
      after: template,
      current: file(base, { executable: true }),
    });
    expect(change).toMatchObject({
      kind: 'updated',
      file: { executable: true },
    });
  });

  it('keeps line ends and a last line without one', async () => {
    const change = await plan({
      before: 'a\r\nb\r\nc\r\nd\r\ne',
      after: 'a\r\nb\r\nc\r\nd\r\nE',
      current: 'A\r\nb\r\nc\r\nd\r\ne',
    });
    expect(outcome(change).content).toBe('A\r\nb\r\nc\r\nd\r\nE');
  });
});
