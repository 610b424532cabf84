import { diffLines } from './diffLines';

const numbered = (count: number, changes: Record<number, string> = {}) =>
  Array.from(
    { length: count },
    (_, index) => `${changes[index + 1] ?? index + 1}\n`,
  ).join('');

/** As Git writes it, without the numbers. */
const show = (before: string, after: string) =>
  diffLines(before, after).groups.map(group =>
    group
      .map(
        ({ kind, text }) =>
          `${{ same: ' ', added: '+', removed: '-' }[kind]}${text}`,
      )
      .join('\n'),
  );

describe('diffLines', () => {
  it('shows each change with three lines around it, numbered on both sides', () => {
    const before = numbered(30);
    const after = numbered(30, { 10: 'ten\nand a half', 25: '' }).replace(
      /^1\n/,
      '',
    );

    expect(show(before, after)).toEqual([
      '-1\n 2\n 3\n 4',
      ' 7\n 8\n 9\n-10\n+ten\n+and a half\n 11\n 12\n 13',
      ' 22\n 23\n 24\n-25\n+\n 26\n 27\n 28',
    ]);
    const [, group] = diffLines(before, after).groups;
    expect(group[3]).toMatchObject({ before: 10, after: undefined });
    expect(group[5]).toMatchObject({ before: undefined, after: 10 });
    expect(group[6]).toMatchObject({ before: 11, after: 11 });
  });

  it('has nothing to show of what is the same, and everything of what is new or gone', () => {
    expect(diffLines('a\n', 'a\n')).toEqual({ groups: [], conflicts: [] });
    expect(show('', 'a\nb\n')).toEqual(['+a\n+b']);
    expect(show('a\nb\n', '')).toEqual(['-a\n-b']);
  });

  it('tells of a last line without an end', () => {
    expect(show('a\nb\n', 'a\nb')).toEqual([
      ' a\n-b\n+b\n\\ No newline at end of file',
    ]);
  });

  it('finds the conflicts that came with the change, and shows all of each', () => {
    const team = numbered(12);
    const merged = [
      ...['1', '<<<<<<< yours'],
      ...['2', '3', '4', '5', '6', '7', '8', '9', '10', '11'],
      ...['||||||| page 1.0.0', 'old', '=======', 'new', '>>>>>>> page 1.1.0'],
      ...['12', ''],
    ].join('\n');

    const { groups, conflicts } = diffLines(team, merged);

    expect(conflicts).toEqual([2]);
    expect(groups).toHaveLength(1);
    const undecided = groups[0].filter(({ isUndecided }) => isUndecided);
    expect(undecided.map(({ text }) => text)).toEqual(
      merged.split('\n').slice(1, -2),
    );
    // Markers that were there before are nothing of this change.
    expect(diffLines(merged, `${merged}more\n`).conflicts).toEqual([]);
  });

  it('takes long texts without a line in common for one change', () => {
    const long = (name: string) =>
      Array.from({ length: 30_000 }, (_, index) => `${name} ${index}\n`).join(
        '',
      );
    const [group, ...others] = diffLines(
      `head\n${long('a')}tail\n`,
      `head\n${long('b')}tail\n`,
    ).groups;
    expect(others).toEqual([]);
    expect(group).toHaveLength(60_002);
  });
});
