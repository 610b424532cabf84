import { judge } from './judge';
import { type Seen } from './numbers';
import { type Watched } from './Watched';

const limits = { errorRate: 0.05, p95Ms: 1_000 };
const none = { requests: 0, errors: 0 };
const well = { requests: 100, errors: 0, p95Ms: 80 };
const at = new Date('2026-11-29T02:00:00Z');
/** A moment, in seconds from when the run began. */
const second = (count: number) =>
  new Date(Date.parse('2026-11-29T01:50:00Z') + count * 1000);
const run = {
  state: 'recovered' as const,
  injectedAt: second(10),
  stoppingAt: second(130),
  endedAt: second(133),
};

function watched(overrides: Partial<Watched> = {}): Watched {
  return {
    service: 'core',
    entity: 'component:default/core',
    role: 'target',
    before: well,
    during: { ...well, p95Ms: 380 },
    after: well,
    ...overrides,
  };
}

const verdictOn = (
  entries: Watched[],
  options: Partial<Parameters<typeof judge>[0]> = {},
) =>
  judge({
    run,
    watched: entries,
    checks: [],
    seen: [],
    limits,
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

  describe('of a fault that only shows at who calls what was hit', () => {
    const core = watched({ role: 'caller' });
    const payments = watched({ service: 'payments', during: well });
    const slower = { before: well, during: { ...well, p95Ms: 380 } };

    it('says inconclusive: that may come of anything', () => {
      expect(verdictOn([payments, core])).toMatchObject({
        outcome: 'inconclusive',
        reason:
          'core was slower or failed more, and payments, which was hit, was not, nor were the calls of it: nothing shows that this came of the fault',
      });
      const same = [{ before: well, during: well }];
      expect(verdictOn([payments, { ...core, calls: same }]).outcome).toBe(
        'inconclusive',
      );
      const pods = { hit: 0, of: 1, how: [] };
      expect(verdictOn([payments, core], { pods }).outcome).toBe(
        'inconclusive',
      );
    });

    it.each<[string, Watched[]]>([
      ['its calls were slower', [payments, { ...core, calls: [slower] }]],
      [
        'fewer requests came to what was hit',
        [{ ...payments, hasFallen: true }, core],
      ],
      ['nobody traces what was hit', [core]],
    ])('says passed where %s', (_, entries) => {
      expect(verdictOn(entries).outcome).toBe('passed');
    });
  });

  it('takes a few slow requests for no effect', () => {
    expect(
      verdictOn([
        watched({ during: { requests: 9, errors: 0, p95Ms: 400 } }),
        watched({ service: 'ledger', during: well }),
      ]),
    ).toMatchObject({ outcome: 'inconclusive' });
  });

  it('never says that what nobody asked after the fault came back', () => {
    const silent = { requests: 9, errors: 0, p95Ms: 80 };
    expect(verdictOn([watched({ after: silent })])).toMatchObject({
      outcome: 'inconclusive',
      reason:
        'Fewer than 10 requests came after the fault: nothing shows that core came back',
    });
    // One that is heard is enough, and only it came back.
    expect(
      verdictOn([
        watched({ after: { ...silent, requests: 10 } }),
        watched({ service: 'payments', after: silent }),
        watched({ service: 'shipping', during: silent }),
      ]),
    ).toMatchObject({
      outcome: 'passed',
      reason:
        'core stayed within the limits, and came back; payments stayed within them while the fault was on, and fewer than 10 requests came after it',
    });
  });

  it('says of no measure that it held where it has no number', () => {
    const during = { requests: 3, errors: 0, p95Ms: 80 };
    expect(verdictOn([watched({ during })]).checks).toEqual([]);
  });

  it('takes a pod that was seen to go for an effect of its own', () => {
    expect(
      verdictOn([watched({ during: well })], {
        pods: { hit: 1, of: 2, how: ['gone'] },
      }),
    ).toMatchObject({
      outcome: 'passed',
      reason: expect.stringMatching(/; 1 of 2 pods seen gone$/),
    });
  });

  it('takes no pod for hit of which nothing was seen', () => {
    const pods = { hit: 0, of: 2, how: [] };
    expect(verdictOn([watched({ during: well })], { pods })).toMatchObject({
      outcome: 'inconclusive',
      reason: expect.stringMatching(/^None of the 2 pods that it hit was seen/),
    });
    // What its services did not answer is an effect, too.
    expect(verdictOn([watched()], { pods })).toMatchObject({
      outcome: 'passed',
      reason: expect.not.stringMatching(/pods seen/),
    });
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

/** Samples of one measure, by the second at which each was taken. */
const seen = (
  samples: Record<number, boolean | undefined>,
  role?: Seen['role'],
): Seen => ({
  samples: Object.entries(samples).map(([when, ok]) => ({
    at: second(Number(when)).toISOString(),
    ok,
  })),
  ...(role ? { role } : {}),
});

describe('the time to detect', () => {
  const timeOf = (samples: Seen[], times: Partial<typeof run> = {}) =>
    verdictOn([], { seen: samples, run: { ...run, ...times } }).timeToDetectMs;

  it('goes from when every fault was on to the first sample past its limit', () => {
    expect(
      timeOf([
        seen({ 5: true, 15: true, 25: false, 30: false }),
        seen({ 20: undefined, 22: true, 24: false }),
      ]),
    ).toBe(14_000);
    // At the very moment, and after the end of what acts at once.
    expect(timeOf([seen({ 10: false })])).toBe(0);
    expect(timeOf([seen({ 15: true, 140: false })])).toBe(130_000);
  });

  it.each<[string, Seen[]]>([
    ['nothing was past its limit', [seen({ 15: true, 140: true })]],
    ['nothing could be told', [seen({ 15: undefined })]],
    ['nothing was seen', []],
    ['it was past its limit before', [seen({ 5: false, 15: false })]],
  ])('is absent where %s', (_, samples) => {
    expect(timeOf(samples)).toBeUndefined();
  });

  it('is absent where the faults were never on', () => {
    expect(
      timeOf([seen({ 15: false })], { injectedAt: undefined }),
    ).toBeUndefined();
  });
});

describe('the time to recover', () => {
  const timeOf = (samples: Seen[], times: object = {}) =>
    verdictOn([], { seen: samples, run: { ...run, ...times } }).timeToRecoverMs;

  it('goes from when faults are taken back until all is within its limits, to stay', () => {
    expect(
      timeOf([
        seen({ 20: false, 135: false, 140: true, 145: true }, 'target'),
        seen({ 20: true, 135: true, 140: false, 150: true }, 'caller'),
      ]),
    ).toBe(20_000);
    // While the last fault is on, nothing has recovered.
    expect(timeOf([seen({ 20: true, 131: true, 133: true })])).toBe(3_000);
    expect(timeOf([seen({ 20: true, 131: true, 138: true })])).toBe(8_000);
  });

  it('does not wait for what was past its limit before, or only heard then', () => {
    expect(
      timeOf([
        seen({ 20: true, 140: true }),
        seen({ 5: false, 20: false, 140: false }),
        seen({ 5: true }, 'caller'),
      ]),
    ).toBe(10_000);
  });

  it.each<[string, Seen[], object]>([
    ['nothing was seen', [], {}],
    [
      'its cluster did not tell when its faults went',
      [seen({ 20: true, 140: true })],
      { isUnheard: true },
    ],
    ['nothing was seen after the end', [seen({ 20: true, 132: true })], {}],
    [
      'one of several was not',
      [seen({ 20: true, 140: true }), seen({ 20: true })],
      {},
    ],
    [
      'what was hit is silent since',
      [seen({ 20: true, 140: true }), seen({ 5: true }, 'target')],
      {},
    ],
    ['it is past its limit at the end', [seen({ 140: true, 150: false })], {}],
    [
      'it did not recover',
      [seen({ 20: true, 140: true })],
      { state: 'not-recovered' },
    ],
    [
      'nobody saw it being taken back',
      [seen({ 20: true, 140: true })],
      { stoppingAt: undefined },
    ],
  ])('is absent where %s', (_, samples, times) => {
    expect(timeOf(samples, times)).toBeUndefined();
  });
});

describe('the requests lost', () => {
  const hit = (before: [number, number], during: [number, number]) =>
    watched({
      service: 'payments',
      role: 'target',
      before: { requests: before[0], errors: before[1] },
      during: { requests: during[0], errors: during[1] },
    });
  const lostOf = (...entries: Watched[]) => verdictOn(entries).requestsLost;

  it('are the errors beyond those that the rate of before would have brought', () => {
    expect(lostOf(hit([100, 2], [200, 50]))).toBe(46);
    // Fewer than before are no gain.
    expect(lostOf(hit([100, 50], [200, 10]))).toBe(0);
    expect(lostOf(hit([10, 0], [10, 1]))).toBe(1);
  });

  it('are those of all that was hit, each once', () => {
    const payments = hit([100, 0], [100, 7]);
    expect(
      lostOf(
        payments,
        { ...payments, service: 'shipping' },
        // Named by two components.
        payments,
        { ...payments, service: 'idle', before: none, during: none },
        { ...payments, service: 'core', role: 'caller' },
        { ...payments, service: 'ledger', isBehindHit: true },
      ),
    ).toBe(14);
  });

  it('are absent with too few requests before or during', () => {
    expect(lostOf(hit([9, 0], [100, 7]))).toBeUndefined();
    expect(lostOf(hit([100, 0], [9, 7]))).toBeUndefined();
    expect(
      lostOf(hit([100, 0], [100, 7]), {
        ...hit([100, 0], [0, 0]),
        service: 'shipping',
      }),
    ).toBeUndefined();
    expect(lostOf(watched({ role: 'caller' }))).toBeUndefined();
  });
});
