import { Components } from '../components/Components';
import { type Run } from '../runs/types';
import { Jury } from './Jury';
import { RunCallers } from './RunCallers';
import { type Traffic, type Window } from './TrafficReader';

const start = Date.parse('2026-11-29T02:00:00Z');
const minutes = (count: number) => new Date(start + count * 60_000);

const run: Run = {
  id: '5f1c7d62-64c5-4a4c-9c2a-6a4d1a3b7d10',
  cluster: 'west',
  region: 'west',
  kind: 'NetworkChaos',
  namespace: 'shop',
  name: 'slow',
  uid: 'u',
  state: 'recovered',
  startedAt: minutes(0),
  injectedAt: minutes(1),
  stoppingAt: minutes(2.5),
  endedAt: minutes(3),
  entities: ['component:default/payments'],
  targets: [],
  manifest: '',
};

const components = new Components(
  [
    { name: 'payments', dependents: ['core'] },
    { name: 'core', dependents: ['storefront'] },
    { name: 'storefront', dependents: [] },
  ].map(({ name, dependents }) => ({
    ref: `component:default/${name}`,
    title: name,
    service: `${name}-service`,
    hasPod: () => false,
    dependents: dependents.map(dependent => `component:default/${dependent}`),
    owners: [],
  })),
);

function createJury(
  traffic: (window: Window) => Record<string, Traffic>,
  now: Date,
  ended: Run = run,
  callers: Record<string, string[]> = {},
) {
  const judge = jest.fn(async () => undefined);
  const windows: Window[] = [];
  const known = new Map(Object.entries(callers));
  const asked: Window[] = [];
  const jury = new Jury({
    store: {
      judge,
      unjudged: async before =>
        ended.endedAt && ended.endedAt <= before ? [ended] : [],
    },
    readTraffic: async window => {
      windows.push(window);
      return new Map(Object.entries(traffic(window)));
    },
    readCallers: async window => {
      asked.push(window);
      return known;
    },
    callers: new RunCallers({
      readCallers: async () => known,
      now: () => now.getTime(),
    }),
    readComponents: async () => components,
    judgeChecks: async () => [],
    readPods: async () => ({ hit: 0, of: 1, how: [] }),
    readSeen: async () => [
      {
        samples: [
          { at: minutes(2).toISOString(), ok: false },
          { at: minutes(3.5).toISOString(), ok: true },
        ],
      },
    ],
    settings: {
      steadyState: { errorRate: 0.05, p95Ms: 1_000 },
      haltErrorRate: 0.5,
      afterMs: 60_000,
    },
    now: () => now.getTime(),
  });
  return { jury, judge, windows, asked };
}

const well = { requests: 100, errors: 0, p95Ms: 50 };

describe('Jury', () => {
  it('looks at what is hit and at its callers, before, during and after', async () => {
    const { jury, judge, windows } = createJury(
      ({ from }) => ({
        'payments-service': {
          ...well,
          p95Ms: from === minutes(1).getTime() ? 400 : 50,
        },
        'core-service': well,
        'storefront-service': well,
      }),
      minutes(5),
    );

    await expect(jury.judgeEnded()).resolves.toBe(1);

    expect(windows).toEqual(
      [
        [-5, 0],
        [1, 3],
        [3, 4],
      ].map(([from, to]) => ({
        from: minutes(from).getTime(),
        to: minutes(to).getTime(),
      })),
    );
    expect(judge).toHaveBeenCalledWith(
      run,
      expect.objectContaining({
        outcome: 'passed',
        checks: [
          expect.objectContaining({
            service: 'payments-service',
            role: 'target',
          }),
          expect.objectContaining({ measure: 'p95', before: 50, during: 400 }),
          expect.objectContaining({ service: 'core-service', role: 'caller' }),
          expect.objectContaining({ service: 'core-service', measure: 'p95' }),
        ],
      }),
    );
  });

  it('judges who was seen to call, also what the catalog does not know', async () => {
    const { jury, judge, asked } = createJury(
      ({ from }) => {
        const isOn = from === minutes(1).getTime();
        return {
          'payments-service': { ...well, p95Ms: isOn ? 400 : 50 },
          'core-service': well,
          batch: { ...well, errors: isOn ? 60 : 0 },
          'storefront-service': { ...well, errors: 100 },
        };
      },
      minutes(5),
      run,
      { 'payments-service': ['core-service', 'batch'] },
    );
    await jury.judgeEnded();
    // From before the fault to after it.
    expect(asked).toEqual([
      { from: minutes(-5).getTime(), to: minutes(4).getTime() },
    ]);
    expect(judge).toHaveBeenCalledWith(
      run,
      expect.objectContaining({
        outcome: 'failed',
        reason: expect.stringMatching(/^batch failed 60\.0 %/),
        checks: expect.arrayContaining([
          expect.objectContaining({
            service: 'core-service',
            knownBy: ['catalog', 'traces'],
          }),
          expect.objectContaining({ service: 'batch', knownBy: ['traces'] }),
        ]),
      }),
    );
  });

  it.each([
    [{ state: 'not-recovered' as const }, /did not recover/],
    [{ haltReason: 'Black Friday' }, /halted: Black Friday/],
  ])('never says passed of a run with %j', async (values, reason) => {
    const { jury, judge } = createJury(
      ({ from }) => ({
        'payments-service': {
          ...well,
          p95Ms: from === minutes(1).getTime() ? 400 : 50,
        },
      }),
      minutes(5),
      { ...run, ...values },
    );
    await jury.judgeEnded();
    expect(judge).toHaveBeenCalledWith(
      expect.objectContaining(values),
      expect.objectContaining({
        outcome: 'inconclusive',
        reason: expect.stringMatching(reason),
      }),
    );
  });

  it('tells how fast it was seen and over, and counts a request once that fails in two that were hit', async () => {
    const { jury, judge } = createJury(
      ({ from }) => {
        const errors = from === minutes(1).getTime() ? 3 : 0;
        return {
          'payments-service': { ...well, errors },
          'core-service': { ...well, errors: errors + 1 },
          'storefront-service': { ...well, errors: 50 },
        };
      },
      minutes(5),
      {
        ...run,
        entities: ['component:default/payments', 'component:default/core'],
      },
    );
    await jury.judgeEnded();
    expect(judge).toHaveBeenCalledWith(
      expect.anything(),
      expect.objectContaining({
        timeToDetectMs: 60_000,
        timeToRecoverMs: 60_000,
        requestsLost: 3,
      }),
    );
  });

  it('counts once what fails in two that were hit where only the traces say that one calls the other', async () => {
    const { jury, judge } = createJury(
      ({ from }) => {
        const errors = from === minutes(1).getTime() ? 3 : 0;
        return {
          'payments-service': { ...well, errors },
          'storefront-service': { ...well, errors },
        };
      },
      minutes(5),
      {
        ...run,
        entities: [
          'component:default/payments',
          'component:default/storefront',
        ],
      },
      { 'payments-service': ['storefront-service'] },
    );
    await jury.judgeEnded();
    expect(judge).toHaveBeenCalledWith(
      expect.anything(),
      expect.objectContaining({ requestsLost: 3 }),
    );
  });

  it('waits until spans had time to arrive', async () => {
    const { jury, judge } = createJury(() => ({}), minutes(4));
    await expect(jury.judgeEnded()).resolves.toBe(0);
    expect(judge).not.toHaveBeenCalled();
  });

  it('asks traces that are away again, and in the end says that they were', async () => {
    const away = () => {
      throw new Error('fetch failed');
    };
    const soon = createJury(away, minutes(6));
    await expect(soon.jury.judgeEnded()).rejects.toThrow('fetch failed');
    expect(soon.judge).not.toHaveBeenCalled();

    const late = createJury(away, minutes(14));
    await late.jury.judgeEnded();
    expect(late.judge).toHaveBeenCalledWith(
      run,
      expect.objectContaining({
        outcome: 'inconclusive',
        reason: expect.stringMatching(/could not be read: fetch failed/),
        timeToDetectMs: 60_000,
      }),
    );
  });

  it('halts a run while a caller fails most of what it is asked', async () => {
    const whyHalt = (core: Traffic) =>
      createJury(() => ({ 'core-service': core }), minutes(2)).jury.whyHalt({
        ...run,
        state: 'running',
      });

    await expect(whyHalt({ requests: 40, errors: 30 })).resolves.toMatch(
      /core-service fails 75 %/,
    );
    await expect(whyHalt({ requests: 40, errors: 10 })).resolves.toBe(
      undefined,
    );
    await expect(whyHalt({ requests: 10, errors: 10 })).resolves.toBe(
      undefined,
    );
    // One that only the traces know to call it.
    const seen = createJury(
      () => ({ batch: { requests: 40, errors: 30 } }),
      minutes(2),
      run,
      { 'payments-service': ['batch'] },
    );
    await expect(
      seen.jury.whyHalt({ ...run, state: 'running' }),
    ).resolves.toMatch(/batch fails 75 %/);
  });
});
