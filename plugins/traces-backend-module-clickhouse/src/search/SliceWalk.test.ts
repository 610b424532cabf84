import { SliceWalk } from './SliceWalk';

const walkAll = (walk: SliceWalk) => {
  const slices = [];
  while (!walk.isDone) {
    slices.push(walk.next());
  }
  return slices;
};

describe('the slices of a walk', () => {
  it('cover the window without a gap, and end at an edge within it', () => {
    const slices = walkAll(new SliceWalk({ from: 0n, to: 1_000n }, 10n, 600n));

    expect(slices[0]).toEqual({ from: 990n, to: 1_000n });
    slices
      .slice(1)
      .forEach((slice, index) => expect(slice.to).toBe(slices[index].from));
    expect(slices.at(-1)?.from).toBe(0n);
    expect(slices.some(({ from }) => from === 600n)).toBe(true);
  });

  it.each([
    { edge: -5n, why: 'before the window' },
    { edge: 1_000n, why: 'at its end' },
    { edge: 5_000n, why: 'after it' },
  ])('take no notice of an edge $why', ({ edge }) => {
    const window = { from: 0n, to: 1_000n };

    expect(walkAll(new SliceWalk(window, 10n, edge))).toEqual(
      walkAll(new SliceWalk(window, 10n)),
    );
  });
});
