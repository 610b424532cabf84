import { buildTrace } from './buildTrace';
import { traceOf, type ShortSpan } from './__testUtils__/traces';

/** Each stretch of the path as `from-to span`, in order of time. */
function pathOf(spans: ShortSpan[]): string[] {
  return buildTrace(traceOf(spans))
    .nodes.flatMap(({ key, critical }) =>
      critical.map(({ fromUs, toUs }) => ({ key, fromUs, toUs })),
    )
    .sort((one, other) => one.fromUs - other.fromUs)
    .map(({ key, fromUs, toUs }) => `${fromUs}-${toUs} ${key}`);
}

const root = { id: 'root', takes: 100 };

describe('the critical path', () => {
  it.each<[string, ShortSpan[], string[]]>([
    ['is the only span there is', [root], ['0-100 root']],
    [
      'goes through children one after another',
      [
        root,
        { id: 'a', parent: 'root', at: 10, takes: 30 },
        { id: 'b', parent: 'root', at: 40, takes: 40 },
      ],
      ['0-10 root', '10-40 a', '40-80 b', '80-100 root'],
    ],
    [
      'takes the last to finish of those that ran together',
      [
        root,
        { id: 'short', parent: 'root', at: 10, takes: 20 },
        { id: 'long', parent: 'root', at: 12, takes: 80 },
      ],
      ['0-12 root', '12-92 long', '92-100 root'],
    ],
    [
      'waits for what had finished when the next began, not for what went on beside it',
      [
        root,
        { id: 'a', parent: 'root', at: 0, takes: 30 },
        { id: 'beside', parent: 'root', at: 5, takes: 60 },
        { id: 'b', parent: 'root', at: 50, takes: 50 },
      ],
      ['0-30 a', '30-50 root', '50-100 b'],
    ],
    [
      'goes down to the leaves',
      [
        root,
        { id: 'a', parent: 'root', at: 0, takes: 100 },
        { id: 'b', parent: 'a', at: 20, takes: 80 },
      ],
      ['0-20 a', '20-100 b'],
    ],
    [
      'ends where the root ends: what outlives it, it did not wait for beyond that',
      [
        root,
        { id: 'beyond', parent: 'root', at: 60, takes: 500 },
        { id: 'after', parent: 'root', at: 150, takes: 10 },
      ],
      ['0-60 root', '60-100 beyond'],
    ],
    [
      'has no use for children of no length or before their parent',
      [
        { id: 'root', at: 50, takes: 100 },
        { id: 'before', parent: 'root', at: 0, takes: 20 },
        { id: 'none', parent: 'root', at: 70, takes: 0 },
      ],
      ['50-150 root'],
    ],
  ])('%s', (_, spans, expected) => {
    expect(pathOf(spans)).toEqual(expected);
  });
});
