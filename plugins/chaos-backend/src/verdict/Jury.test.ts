import {
  type ChaosScope,
  type ChaosVerdict,
} from '@shop-platform/backstage-plugin-chaos-common';
import { Components } from '../components/Components';
import { type Run } from '../runs/types';
import { type Calls } from './CallsReader';
import { Jury, type JuryOptions } from './Jury';
import { RunCallers } from './RunCallers';
import {
  NO_TRAFFIC,
  type ReadingOfTraffic,
  type Traffic,
  type Window,
} from './TrafficReader';

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

const look = { readComponents: async () => components };

function createJury(
  traffic: (window: Window) => Record<string, Traffic>,
  now: Date,
  ended: Run | Run[] = run,
  callers: Record<string, string[]> = {},
  {
    scope = 'region',
    reading = {},
    ...options
  }: Partial<Pick<JuryOptions, 'readCallers' | 'readCalls' | 'readPods'>> & {
    scope?: ChaosScope;
    /** What the traces could not tell. */
    reading?: Partial<Pick<ReadingOfTraffic, 'failed' | 'unheard'>>;
  } = {},
) {
  const judge = jest.fn<Promise<void>, [Run, ChaosVerdict]>(
    async () => undefined,
  );
  const onChange = jest.fn();
  const warn = jest.fn();
  const windows: Window[] = [];
  const regions: string[] = [];
  const known = new Map(Object.entries(callers));
  const asked: Window[] = [];
  const jury = new Jury({
    store: {
      judge,
      unjudged: async before =>
        [ended].flat().filter(({ endedAt }) => endedAt && endedAt <= before),
    },
    readTraffic: async ({ windows: each, region }) => {
      windows.push(...each);
      regions.push(region);
      const answers = each.map(traffic);
      const services = new Set(answers.flatMap(Object.keys));
      return {
        services: new Map(
          [...services].map(service => [
            service,
            {
              scope,
              windows: answers.map(answer => answer[service] ?? NO_TRAFFIC),
            },
          ]),
        ),
        failed: [],
        ...reading,
      };
    },
    readCallers: async window => {
      asked.push(window);
      return { callers: known, failed: [] };
    },
    readCalls: async () => undefined,
    callers: new RunCallers({
      readCallers:
        options.readCallers ?? (async () => ({ callers: known, failed: [] })),
      logger: { warn },
      now: () => now.getTime(),
    }),
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
    onChange,
    now: () => now.getTime(),
    ...options,
  });
  return {
    judgeEnded: () => jury.judgeEnded(look),
    whyHalt: (of: Run) => jury.whyHalt(of, look),
    ...{ judge, windows, regions, asked, onChange, warn },
  };
}

const well = { requests: 100, errors: 0, p95Ms: 50 };

describe('Jury', () => {
  it('looks at what is hit and at its callers, before, during and after', async () => {
    const { judgeEnded, judge, windows } = createJury(
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

    await judgeEnded();

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
    const { judgeEnded, judge, asked } = createJury(
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
    await judgeEnded();
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
    ['asked by who is slower', 50, 'inconclusive'],
    ['slower to answer who is slower', 400, 'passed'],
  ])(
    'sees in its calls whether what was hit was %s',
    async (_, p95Ms, outcome) => {
      const isOn = ({ from }: Window) => from === minutes(1).getTime();
      const calls = jest.fn<Promise<Traffic>, [Calls]>(async window => ({
        ...well,
        p95Ms: isOn(window) ? p95Ms : 50,
      }));
      const { judgeEnded, judge } = createJury(
        window => ({
          'payments-service': well,
          'core-service': { ...well, p95Ms: isOn(window) ? 400 : 50 },
          'storefront-service': well,
        }),
        minutes(5),
        run,
        {
          'payments-service': ['core-service'],
          'core-service': ['storefront-service'],
        },
        { readCalls: calls },
      );
      await judgeEnded();
      expect(judge).toHaveBeenCalledWith(
        run,
        expect.objectContaining({ outcome }),
      );
      expect(calls.mock.calls.map(([asked]) => asked)).toEqual(
        [
          [-5, 0],
          [1, 3],
        ].map(([from, to]) => ({
          caller: 'core-service',
          callee: 'payments-service',
          region: 'west',
          from: minutes(from).getTime(),
          to: minutes(to).getTime(),
        })),
      );
    },
  );

  it.each(['region', 'spans-without-region'] as const)(
    'judges by the numbers of its region, and says of which they are: %s',
    async scope => {
      const calls = jest.fn<Promise<Traffic>, [Calls]>(async () => well);
      const { judgeEnded, judge, regions } = createJury(
        () => ({ 'payments-service': { ...well, errors: 90 }, batch: well }),
        minutes(5),
        run,
        { 'payments-service': ['batch'] },
        { scope, readCalls: calls },
      );
      await judgeEnded();
      expect(regions).toEqual(['west']);
      const [[, { checks }]] = judge.mock.calls;
      expect(checks.map(check => check.scope)).toEqual(checks.map(() => scope));
      // The calls of a service are counted where its requests are.
      expect(calls.mock.calls.map(([{ region }]) => region)).toEqual(
        scope === 'region' ? ['west', 'west'] : [undefined, undefined],
      );

      const isOn = createJury(
        () => ({ 'payments-service': { ...well, errors: 90 } }),
        minutes(2),
        run,
        {},
        { scope },
      );
      const why =
        scope === 'region'
          ? 'in west'
          : 'in all regions, as its spans name none';
      await expect(isOn.whyHalt({ ...run, state: 'running' })).resolves.toBe(
        `payments-service fails 90 % of its requests ${why}, more than 50 %`,
      );
    },
  );

  it('lets who calls tell of what no request reaches any more', async () => {
    const { judgeEnded, judge } = createJury(({ from }) => {
      const isOn = from === minutes(1).getTime();
      return {
        'payments-service': isOn ? { requests: 0, errors: 0 } : well,
        'core-service': { ...well, errors: isOn ? 3 : 0 },
      };
    }, minutes(5));
    await judgeEnded();
    expect(judge).toHaveBeenCalledWith(
      run,
      expect.objectContaining({ outcome: 'passed' }),
    );
  });

  it.each([
    [{ state: 'not-recovered' as const }, /did not recover/],
    [{ haltReason: 'Black Friday' }, /halted: Black Friday/],
  ])('never says passed of a run with %j', async (values, reason) => {
    const { judgeEnded, judge } = createJury(
      ({ from }) => ({
        'payments-service': {
          ...well,
          p95Ms: from === minutes(1).getTime() ? 400 : 50,
        },
      }),
      minutes(5),
      { ...run, ...values },
    );
    await judgeEnded();
    expect(judge).toHaveBeenCalledWith(
      expect.objectContaining(values),
      expect.objectContaining({
        outcome: 'inconclusive',
        reason: expect.stringMatching(reason),
      }),
    );
  });

  it('tells how fast it was seen and over, and counts a request once that fails in two that were hit', async () => {
    const { judgeEnded, judge } = createJury(
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
    await judgeEnded();
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
    const { judgeEnded, judge } = createJury(
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
    await judgeEnded();
    expect(judge).toHaveBeenCalledWith(
      expect.anything(),
      expect.objectContaining({ requestsLost: 3 }),
    );
  });

  it('waits until spans had time to arrive', async () => {
    const { judgeEnded, judge } = createJury(() => ({}), minutes(4));
    await judgeEnded();
    expect(judge).not.toHaveBeenCalled();
  });

  it.each([
    ['a source did not answer', { failed: ['Jaeger: no answer'] }],
    ['a region may have no spans', { unheard: 'Jaeger: no answer' }],
  ])(
    'passes nothing while %s, and halts by what it has',
    async (_, reading) => {
      const traffic = ({ from }: Window) => ({
        'payments-service': {
          ...well,
          p95Ms: from === minutes(1).getTime() ? 400 : 50,
        },
      });
      const judgeAt = (at: number) =>
        createJury(traffic, minutes(at), run, {}, { reading });
      const soon = judgeAt(6);
      await expect(soon.judgeEnded()).rejects.toThrow(
        'Not all requests are known: Jaeger: no answer',
      );
      expect(soon.judge).not.toHaveBeenCalled();
      const late = judgeAt(14);
      await late.judgeEnded();
      expect(late.judge).toHaveBeenCalledWith(
        run,
        expect.objectContaining({
          outcome: 'inconclusive',
          reason: expect.stringMatching(/could not be read.*Jaeger: no answer/),
        }),
      );

      const isOn = createJury(
        () => ({ 'payments-service': { ...well, errors: 90 } }),
        minutes(2),
        run,
        {},
        { reading },
      );
      await expect(isOn.whyHalt({ ...run, state: 'running' })).resolves.toMatch(
        /payments-service fails 90 %/,
      );
    },
  );

  it('asks traces that are away again, and in the end says that they were', async () => {
    const away = () => {
      throw new Error('fetch failed');
    };
    const soon = createJury(away, minutes(6));
    await expect(soon.judgeEnded()).rejects.toThrow('fetch failed');
    expect(soon.judge).not.toHaveBeenCalled();

    const late = createJury(away, minutes(14));
    await late.judgeEnded();
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
      createJury(() => ({ 'core-service': core }), minutes(2)).whyHalt({
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
    await expect(seen.whyHalt({ ...run, state: 'running' })).resolves.toMatch(
      /batch fails 75 %/,
    );
  });

  it('judges the others where one cannot be judged, and tells of them', async () => {
    const id = '0e0dd6f1-1c3b-4a30-a4a3-b4a4f3e1a111';
    const { judgeEnded, judge, onChange } = createJury(
      () => ({}),
      minutes(5),
      [{ ...run, id, kind: 'PodChaos' }, run],
      {},
      {
        readPods: async () => {
          throw new Error('west does not tell what became of its pods');
        },
      },
    );
    await expect(judgeEnded()).rejects.toThrow(/west does not tell/);
    expect(judge.mock.calls.map(([judged]) => judged.id)).toEqual([run.id]);
    expect(onChange).toHaveBeenCalledTimes(1);
  });

  it('asks for no pods where they decide nothing', async () => {
    const readPods = jest.fn();
    const { judgeEnded, judge } = createJury(
      () => ({}),
      minutes(5),
      { ...run, kind: 'PodChaos', haltReason: 'By hand' },
      {},
      { readPods },
    );
    await judgeEnded();
    expect(readPods).not.toHaveBeenCalled();
    expect(judge).toHaveBeenCalledTimes(1);
  });

  it('lets nothing pass of which a source of traces does not tell who called it', async () => {
    const options = {
      readCallers: async () => ({
        callers: new Map<string, string[]>(),
        failed: ['Local: timeout'],
      }),
    };
    const traffic = ({ from }: Window) => ({
      'payments-service': {
        ...well,
        p95Ms: from === minutes(1).getTime() ? 400 : 50,
      },
    });
    const soon = createJury(traffic, minutes(5), run, {}, options);
    await expect(soon.judgeEnded()).rejects.toThrow(/callers .*Local: timeout/);
    const late = createJury(traffic, minutes(14), run, {}, options);
    await late.judgeEnded();
    expect(late.judge.mock.calls).toMatchObject([
      [{ id: run.id }, { outcome: 'inconclusive' }],
    ]);
  });

  it('halts by what is known where the traces do not tell who calls whom', async () => {
    let isAway = false;
    const asked: Window[] = [];
    let now = minutes(2);
    const callers = new RunCallers({
      readCallers: async window => {
        asked.push(window);
        if (isAway) {
          throw new Error('fetch failed');
        }
        return {
          callers: new Map([['payments-service', ['batch']]]),
          failed: [],
        };
      },
      logger: { warn: jest.fn() },
      now: () => now.getTime(),
    });
    const { whyHalt, warn } = createJury(
      () => ({ 'core-service': { requests: 40, errors: 30 } }),
      minutes(2),
      run,
      {},
      {
        readCallers: async () => {
          throw new Error('fetch failed');
        },
      },
    );
    await expect(whyHalt({ ...run, state: 'running' })).resolves.toMatch(
      /core-service fails 75 %/,
    );
    expect(warn).toHaveBeenCalledTimes(1);

    const known = await callers.of(run);
    isAway = true;
    now = minutes(7);
    await expect(callers.of(run)).resolves.toEqual(known);
    isAway = false;
    now = minutes(24 * 60);
    await callers.of(run);
    // A run that lasts long does not make it ask for ever more.
    expect(asked.at(-1)).toEqual({
      from: minutes(23 * 60).getTime(),
      to: minutes(24 * 60).getTime(),
    });
  });
});
