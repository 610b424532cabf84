import { buildTrace } from './buildTrace';
import { type SpanNode, type SpanOddity } from './types';
import { rowOf, UNFOLDED, visibleRows } from './visibleRows';
import {
  pseudoRandom,
  START_NANO,
  traceOf,
  type ShortSpan,
} from './__testUtils__/traces';

/** The tree as a text: a key for each span, indented by its depth. */
function outline(spans: ShortSpan[]): string[] {
  return buildTrace(traceOf(spans)).nodes.map(
    ({ key, depth }) => '.'.repeat(depth) + key,
  );
}

function nodesOf(spans: ShortSpan[]): { [key: string]: SpanNode } {
  return Object.fromEntries(buildTrace(traceOf(spans)).byKey);
}

describe('the tree of a trace', () => {
  it.each<[string, ShortSpan[], string[]]>([
    ['has nothing without spans', [], []],
    [
      'puts children below their parents, by start',
      [
        { id: 'late', parent: 'root', at: 50 },
        { id: 'root', takes: 100 },
        { id: 'early', parent: 'root', at: 10 },
        { id: 'leaf', parent: 'early', at: 11 },
      ],
      ['root', '.early', '..leaf', '.late'],
    ],
    [
      'keeps several roots, and those whose parent did not arrive',
      [{ id: 'b', at: 5 }, { id: 'a' }, { id: 'c', parent: 'gone', at: 9 }],
      ['a', 'b', 'c'],
    ],
    [
      'cuts a cycle above its earliest span',
      [
        { id: 'a', parent: 'c', at: 2 },
        { id: 'b', parent: 'a', at: 1 },
        { id: 'c', parent: 'b', at: 3 },
        { id: 'tail', parent: 'c', at: 4 },
      ],
      ['b', '.c', '..a', '..tail'],
    ],
    ['lets no span be its own parent', [{ id: 'a', parent: 'a' }], ['a']],
    [
      'shows both spans of one id, and children below the first',
      [{ id: 'a' }, { id: 'a', at: 5 }, { id: 'child', parent: 'a', at: 6 }],
      ['a', '.child', 'a~2'],
    ],
  ])('%s', (_, spans, expected) => {
    expect(outline(spans)).toEqual(expected);
  });

  it.each<[SpanOddity, ShortSpan[], string[]]>([
    ['missingParent', [{ id: 'a' }, { id: 'b', parent: 'gone' }], ['b']],
    [
      'cycle',
      [{ id: 'a', parent: 'b' }, { id: 'b', parent: 'a', at: 1 }, { id: 'c' }],
      ['a'],
    ],
    ['duplicateId', [{ id: 'a' }, { id: 'a', at: 1 }], ['a', 'a~2']],
    [
      'beforeParent',
      [
        { id: 'a', at: 10 },
        { id: 'b', parent: 'a', at: 9 },
        { id: 'c', parent: 'a', at: 10 },
      ],
      ['b'],
    ],
    [
      'badTime',
      [
        { id: 'a', startTimeUnixNano: 'yesterday' },
        { id: 'b', durationNano: '-5' },
        { id: 'c', durationNano: '' },
        { id: 'd', durationNano: '18446744073709551615' },
      ],
      ['a', 'b', 'c'],
    ],
  ])('flags %s', (oddity, spans, flagged) => {
    const model = buildTrace(traceOf(spans));
    expect(
      model.nodes
        .filter(({ oddities }) => oddities.includes(oddity))
        .map(({ key }) => key)
        .sort(),
    ).toEqual(flagged);
  });

  it('tells nanoseconds apart that floating point cannot', () => {
    const model = buildTrace(
      traceOf([
        { id: 'a', takes: 1_000 },
        { id: 'b', startTimeUnixNano: String(START_NANO + 1n) },
      ]),
    );
    expect(model.startNano).toBe(START_NANO);
    expect(model.byKey.get('b')?.startUs).toBe(0.001);
  });

  it('counts from the earliest span, wherever it is in the tree', () => {
    const { root, child } = nodesOf([
      { id: 'root', at: 100, takes: 10 },
      { id: 'child', parent: 'root', at: 60, takes: 5 },
    ]);
    expect([child.startUs, root.startUs, root.endUs]).toEqual([0, 40, 50]);
  });

  it('leaves to a span the time that none of its children ran', () => {
    const { root } = nodesOf([
      { id: 'root', takes: 100 },
      { id: 'before', parent: 'root', at: -20, takes: 30 },
      { id: 'first', parent: 'root', at: 20, takes: 30 },
      { id: 'inside', parent: 'root', at: 25, takes: 5 },
      { id: 'overlap', parent: 'root', at: 40, takes: 20 },
      { id: 'beyond', parent: 'root', at: 90, takes: 50 },
    ]);
    // 0–10, 20–60 and 90–100 are covered.
    expect(root.selfUs).toBe(40);
  });

  it('is about the root that came first, or the longest of the orphans', () => {
    const rootOf = (spans: ShortSpan[]) => buildTrace(traceOf(spans)).root?.key;
    expect(
      rootOf([
        { id: 'orphan', parent: 'gone', takes: 900 },
        { id: 'second', at: 9, takes: 50 },
        { id: 'first', at: 5, takes: 10 },
      ]),
    ).toBe('first');
    expect(
      rootOf([
        { id: 'short', parent: 'gone', takes: 9 },
        { id: 'long', parent: 'gone', takes: 90, at: 1 },
      ]),
    ).toBe('long');
    expect(rootOf([])).toBeUndefined();
  });

  it('adds up services, errors and restricted spans', () => {
    const model = buildTrace(
      traceOf(
        [
          { id: 'root', takes: 100, service: 'gateway' },
          { id: 'a', parent: 'root', at: 10, takes: 70, service: 'payments' },
          { id: 'b', parent: 'a', at: 20, takes: 5, error: true },
          { id: 'c', parent: 'a', at: 30, takes: 5, error: true },
        ],
        { restricted: ['core'] },
      ),
    );
    expect(model.root?.errorsBelow).toBe(2);
    expect([model.errorCount, model.restrictedCount, model.depth]).toEqual([
      2, 2, 3,
    ]);
    expect(
      model.services.map(({ service, spanCount, errorCount, criticalUs }) => [
        service,
        spanCount,
        errorCount,
        criticalUs,
      ]),
    ).toEqual([
      ['payments', 1, 0, 60],
      ['gateway', 1, 0, 30],
      ['core', 2, 2, 10],
    ]);
  });
});

describe('any trace', () => {
  /** Ids and parents as bad as chance makes them: few ids, so that many clash. */
  function chaoticSpans(seed: number): ShortSpan[] {
    const random = pseudoRandom(seed);
    const count = Math.floor(random() * 60);
    const someId = () => String(Math.floor(random() * count * 1.2));
    return Array.from({ length: count }, () => ({
      id: someId(),
      parent: random() < 0.1 ? undefined : someId(),
      at: Math.floor(random() * 50),
      takes: Math.floor(random() * 40),
    }));
  }

  it('has each of its spans in one row, below its parent, and one critical path', () => {
    for (let seed = 1; seed <= 300; seed++) {
      const trace = traceOf(chaoticSpans(seed));
      const model = buildTrace(trace);
      const rows = visibleRows(model);

      expect(new Set(rows.map(({ span }) => span))).toEqual(
        new Set(trace.spans),
      );
      expect(rows).toHaveLength(trace.spans.length);
      expect(model.byKey.size).toBe(trace.spans.length);
      rows.forEach((row, index) => {
        expect(row.index).toBe(index);
        expect(row.depth).toBe(row.parent ? row.parent.depth + 1 : 0);
        expect(row.parent ? row.parent.index < index : true).toBe(true);
        expect(rowOf(rows, row)).toBe(index);
      });
      const waited = model.nodes
        .flatMap(({ critical }) => critical)
        .reduce((sum, { fromUs, toUs }) => sum + toUs - fromUs, 0);
      // Children that begin before their parents may reach over its beginning.
      expect(waited).toBeGreaterThanOrEqual(model.root?.durationUs ?? 0);
      expect(visibleRows(model, { ...UNFOLDED, base: 1 })).toEqual(
        rows.filter(({ depth }) => depth === 0),
      );
    }
  });

  it('may be a chain as deep as it is long', () => {
    const model = buildTrace(
      traceOf(
        Array.from({ length: 20_000 }, (_, index) => ({
          id: String(index),
          parent: index > 0 ? String(index - 1) : undefined,
          at: index,
          takes: 50_000 - 2 * index,
        })),
      ),
    );
    expect(model.depth).toBe(20_000);
    expect(model.nodes.every(({ isCritical }) => isCritical)).toBe(true);
  });
});
