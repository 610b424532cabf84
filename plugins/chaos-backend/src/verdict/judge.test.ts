import { judge, type Watched } from './judge';

const limits = { errorRate: 0.05, p95Ms: 1_000 };
const well = { requests: 100, errors: 0, p95Ms: 80 };
const at = new Date('2026-11-29T02:00:00Z');

function watched(overrides: Partial<Watched> = {}): Watched {
  return {
    service: 'core',
    entity: 'component:default/core',
    role: 'caller',
    before: well,
    during: { ...well, p95Ms: 380 },
    after: well,
    ...overrides,
  };
}

const verdictOn = (
  entries: Watched[],
  options: { isDone?: boolean; cutShort?: string } = {},
) =>
  judge({
    watched: entries,
    checks: [],
    limits,
    isDone: false,
    at,
    ...options,
  });

describe('judge', () => {
  it('says passed when a fault was felt, and all stayed within the limits', () => {
    const verdict = verdictOn([watched()]);

    expect(verdict).toMatchObject({ outcome: 'passed', at: at.toISOString() });
    expect(verdict.checks).toEqual([
      expect.objectContaining({
        measure: 'errorRate',
        before: 0,
        during: 0,
        after: 0,
        limit: 0.05,
        ok: true,
      }),
      expect.objectContaining({
        measure: 'p95',
        before: 80,
        during: 380,
        after: 80,
        requests: { before: 100, during: 100, after: 100 },
        ok: true,
      }),
    ]);
  });

  it.each([
    [
      { during: { requests: 100, errors: 6, p95Ms: 80 } },
      /6\.0 % of its requests while the fault was on \(limit 5\.0 %\)/,
    ],
    [
      { during: { ...well, p95Ms: 1_400 } },
      /1400 ms while .* \(limit 1000 ms\)/,
    ],
    [{ after: { requests: 50, errors: 50, p95Ms: 9 } }, /after it was over/],
  ])('says failed, and why, of %j', (overrides, reason) => {
    expect(verdictOn([watched(overrides)])).toMatchObject({
      outcome: 'failed',
      reason: expect.stringMatching(reason),
    });
  });

  it.each([
    ['a fault that nobody felt', [watched({ during: well })], {}, /no effect/],
    [
      'too few requests',
      [watched({ during: { requests: 3, errors: 3, p95Ms: 9_000 } })],
      {},
      /Fewer than 10 requests/,
    ],
    ['nobody who is watched', [], {}, /Fewer than 10 requests/],
    [
      'a run that was halted',
      [watched()],
      { cutShort: 'It was halted: By hand' },
      /halted: By hand/,
    ],
  ])('says inconclusive of %s', (_, entries, options, reason) => {
    expect(verdictOn(entries, options)).toMatchObject({
      outcome: 'inconclusive',
      reason: expect.stringMatching(reason),
    });
  });

  it('says of no measure that it held where it has no number', () => {
    const during = { requests: 3, errors: 0, p95Ms: 80 };
    expect(verdictOn([watched({ during })]).checks).toEqual([]);
  });

  it('takes a pod that was killed for an effect of its own', () => {
    expect(
      verdictOn([watched({ during: well })], { isDone: true }),
    ).toMatchObject({ outcome: 'passed' });
  });

  it('does not blame the fault for what was slow before it', () => {
    const slow = { requests: 100, errors: 0, p95Ms: 2_000 };
    const verdict = verdictOn([
      watched({ before: slow, during: { ...slow, p95Ms: 3_000 }, after: slow }),
    ]);
    expect(verdict.outcome).toBe('passed');
    expect(verdict.checks.map(({ measure }) => measure)).toEqual(['errorRate']);
  });
});
