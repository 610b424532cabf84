import { diff3Merge } from 'node-diff3';
import { mergeThreeWays, mergeTwoWays } from './mergeText';

const sides = { team: 'yours', template: 'theirs', base: 'before' };

/** Entries of a lockfile: most lines are like many others. */
const lockfile = (count: number, edit: (entry: number) => string | undefined) =>
  Array.from({ length: count }, (_, entry) =>
    [
      `    "node_modules/${entry}": {`,
      `      "version": "${edit(entry) ?? '1.0.0'}",`,
      '      "license": "MIT",',
      '      "engines": {',
      '        "node": ">=18"',
      '      }',
      '    },',
    ].join('\n'),
  ).join('\n');

describe('mergeThreeWays', () => {
  it('merges long texts of which most lines are alike', () => {
    const pick = (rest: number, version: string) => (entry: number) =>
      entry % 10 === rest ? version : undefined;
    const merged = mergeThreeWays(
      {
        base: lockfile(2_500, () => undefined),
        team: lockfile(2_500, pick(3, '2.0.0')),
        template: lockfile(2_500, pick(7, '3.0.0')),
      },
      sides,
    );
    expect(merged.conflicts).toBe(0);
    expect(merged.text).toBe(
      lockfile(
        2_500,
        entry => pick(3, '2.0.0')(entry) ?? pick(7, '3.0.0')(entry),
      ),
    );
  });

  it('loses no line of either side, and none that nobody deleted', () => {
    // Small and repetitive, so that every kind of overlap comes about.
    let seed = 1;
    const random = (below: number) => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed % below;
    };
    const edit = (lines: string[], who: string) =>
      lines.flatMap((line, index) => {
        const what = random(8);
        if (what === 0) {
          return [];
        }
        return what === 1 ? [line, `${who}${index}`] : [line];
      });
    const lost: string[] = [];
    for (let round = 0; round < 300; round += 1) {
      const base = Array.from({ length: 12 }, () => `line ${random(9)}`);
      const team = edit(base, 'team');
      const template = edit(base, 'template');
      const { text, conflicts } = mergeThreeWays(
        {
          base: base.join('\n'),
          team: team.join('\n'),
          template: template.join('\n'),
        },
        sides,
      );
      const lines = text.split('\n');
      // What only one side has is its own work.
      lost.push(
        ...[...team, ...template].filter(
          line => !base.includes(line) && !lines.includes(line),
        ),
      );
      const plain = diff3Merge(team, base, template);
      const isClean = plain.every(({ conflict }) => !conflict);
      const expected = plain.flatMap(({ ok }) => ok ?? []).length;
      if (isClean && conflicts === 0 && expected !== lines.length) {
        lost.push(text);
      }
    }
    expect(lost).toEqual([]);
  });
});

describe('mergeTwoWays', () => {
  it('keeps both sides of every difference', () => {
    const merged = mergeTwoWays(
      { team: 'a\nb\nc\nd', template: 'a\nB\nc\nd\ne' },
      sides,
    );
    expect(merged).toEqual({
      conflicts: 2,
      text: 'a\n<<<<<<< yours\nb\n=======\nB\n>>>>>>> theirs\nc\nd\n<<<<<<< yours\n=======\ne\n>>>>>>> theirs',
    });
  });

  it('makes one conflict of long texts that have nothing in common', () => {
    const long = (word: string) => `${word}\n`.repeat(2_500);
    const { text, conflicts } = mergeTwoWays(
      { team: long('ours'), template: long('theirs') },
      sides,
    );
    expect(conflicts).toBe(1);
    expect(text.match(/^ours$/gm)).toHaveLength(2_500);
    expect(text.match(/^theirs$/gm)).toHaveLength(2_500);
  });
});
