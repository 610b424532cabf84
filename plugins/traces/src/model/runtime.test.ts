import { findPeak, lowestSteps, mergeRuntime, shortId } from './runtime';

const window = {
  from: new Date('2026-01-31T12:00:00Z'),
  to: new Date('2026-01-31T12:04:00Z'),
};
const [first, second] = ['2026-01-31T12:00:00Z', '2026-01-31T12:02:00Z'];
const series = (source: string, used: number) => ({
  source,
  instanceCount: 12,
  instances: [
    {
      id: 'one',
      points: [
        { time: first, poolUsed: used, poolMax: used * 2 },
        { time: second },
      ],
    },
  ],
  others: [{ time: second, poolUsed: 1, poolMax: 3 }],
});
const sources = [
  { id: 'eu', title: 'Belgium' },
  { id: 'us', title: 'Iowa' },
];

describe('the processes of a service', () => {
  it('are named with their source only when several tell of them', () => {
    const alone = mergeRuntime({ series: [series('eu', 2)], sources }, window);
    const both = mergeRuntime(
      { series: [series('eu', 2), series('us', 4)], sources },
      window,
    );
    const empty = { source: 'us', instances: [], instanceCount: 0 };
    const one = mergeRuntime(
      { series: [series('eu', 2), empty], sources },
      window,
    );

    expect(
      alone.lines.map(({ id, others, sourceTitle }) => [
        id,
        others,
        sourceTitle,
      ]),
    ).toEqual([
      ['one', undefined, undefined],
      ['', 11, undefined],
    ]);
    expect(both.lines.map(({ sourceTitle }) => sourceTitle)).toEqual([
      'Belgium',
      'Belgium',
      'Iowa',
      'Iowa',
    ]);
    expect(new Set(both.lines.map(({ key }) => key)).size).toBe(4);
    expect(one.lines).toHaveLength(2);
  });

  it('have a peak, the first of equal ones, and none without values', () => {
    const runtime = mergeRuntime(
      { series: [series('eu', 2), series('us', 2)], sources },
      window,
    );

    expect(findPeak(runtime, step => step.poolUsed)).toMatchObject({
      value: 2,
      line: { sourceTitle: 'Belgium' },
      step: { time: new Date(first), poolMax: 4 },
    });
    expect(findPeak(runtime, step => step.poolPending)).toBeUndefined();
  });

  it('share the lowest limit of each step', () => {
    const runtime = mergeRuntime(
      { series: [series('eu', 2), series('us', 1)], sources },
      window,
    );

    expect(lowestSteps(runtime, step => step.poolMax)).toEqual([
      { time: new Date(first), value: 2 },
      { time: new Date(second), value: 3 },
    ]);
  });

  it('are called by the beginning of an id that is long', () => {
    expect(shortId('0a6e5d0c-6b6c-4c43-9d6b-2f1f5b8a3a11')).toBe('0a6e5d0c');
    expect(shortId('core-7d9f8b6c5-x2k2p')).toBe('core-7d9f8b6c5-x2k2p');
  });
});
