import {
  createTestSchema,
  describeOnPostgres,
  whySkipped,
} from '@shop-platform/backstage-plugin-platform-node/testUtils';
import { type Knex } from 'knex';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { parse, stringify } from 'yaml';
import { FakeCluster } from './__testUtils__/FakeCluster';
import { HoldingProxy, type OnItsWay } from './__testUtils__/HoldingProxy';
import { KilledPortal } from './__testUtils__/KilledPortal';
import { createService } from './__testUtils__/startChaos';
import { until } from './__testUtils__/until';

jest.setTimeout(240_000);

const PERSON = 'user:default/olena';
const OTHER = 'user:default/petro';
/** One component each, so that none keeps another from starting. */
const PHASES = [
  'preflight',
  'waiting',
  'starting',
  'applied',
  'injecting',
  'running',
  'paused',
  'halting',
  'halted',
  'recovering',
  'judged',
  'asked',
  'approving',
];
const MINUTE_MS = 60_000;
const RUNNING = { state: 'running' };

/** What does not get through at the end of the first portal, or whose answer does not. */
const HOLDS = [
  { phase: 'halting', method: 'DELETE', isDryRun: false, hold: 'before' },
  { phase: 'halted', method: 'DELETE', isDryRun: false, hold: 'after' },
  { phase: 'preflight', method: 'PATCH', isDryRun: true, hold: 'before' },
  { phase: 'starting', method: 'PATCH', isDryRun: false, hold: 'before' },
  { phase: 'applied', method: 'PATCH', isDryRun: false, hold: 'after' },
] as const;

type Run = {
  id: string;
  name: string;
  state: string;
  haltedBy?: string;
  injectedAt?: string;
  message?: string;
};

function experiment(phase: string, duration = '10m'): string {
  return stringify({
    apiVersion: 'chaos-mesh.org/v1alpha1',
    kind: 'NetworkChaos',
    metadata: { name: `in-${phase}`, namespace: 'shop' },
    spec: {
      action: 'delay',
      mode: 'one',
      duration,
      selector: {
        namespaces: ['shop'],
        labelSelectors: { 'backstage.io/kubernetes-id': phase },
      },
      delay: { latency: '300ms' },
    },
  });
}

/** One that does the same. */
function workflow(phase: string): string {
  const { metadata, spec } = parse(experiment(phase));
  const { duration: deadline, ...networkChaos } = spec;
  const slow = { templateType: 'NetworkChaos', deadline, networkChaos };
  return stringify({
    apiVersion: 'chaos-mesh.org/v1alpha1',
    kind: 'Workflow',
    metadata,
    spec: { entry: 'slow', templates: [{ name: 'slow', ...slow }] },
  });
}

/** Traces of one service, which is slower in a window. */
function createTraces(slow: () => { from: number; to: number }): Server {
  return createServer((req, res) => {
    const url = new URL(req.url ?? '', 'http://traces.test');
    const from = Date.parse(url.searchParams.get('from') ?? '');
    const to = Date.parse(url.searchParams.get('to') ?? '');
    const isSlow = from >= slow().from && to <= slow().to;
    const sources = [
      { id: 'all', title: 'All', state: 'answered', elapsedMs: 1 },
    ];
    const groups = [
      {
        ...{ source: 'all', value: 'judged', requests: 100, errors: 0 },
        p95Ms: isSlow ? 400 : 40,
      },
    ];
    res.setHeader('content-type', 'application/json');
    res.end(
      JSON.stringify({
        groups,
        edges: [],
        series: [],
        stepSeconds: 60,
        sources,
      }),
    );
  });
}

describeOnPostgres(`A portal that is killed${whySkipped}`, () => {
  const getDatabase = createTestSchema();
  let knex: Knex;
  let west: FakeCluster;
  /** Where another person approves. */
  let east: FakeCluster;
  let proxy: HoldingProxy;
  let eastProxy: HoldingProxy;
  let traces: HoldingProxy;
  let traffic: Server;
  let portal: KilledPortal | undefined;
  let slow = { from: 0, to: 0 };
  const ids = new Map<string, string>();

  const ask = (...call: Parameters<KilledPortal['ask']>) => {
    if (!portal) {
      throw new Error('There is no portal');
    }
    return portal.ask(...call);
  };
  const start = async () => {
    const { rows } = await knex.raw('SELECT current_schema() AS schema');
    portal = await KilledPortal.start({
      schema: rows[0].schema,
      clusters: [
        { name: 'west', url: proxy.url },
        { name: 'east', url: eastProxy.url },
      ],
      traces: traces.url,
      chaos: {
        // On a slow machine more than a minute passes from one portal to the next.
        recoverWithin: '10m',
        policy: {
          namespaces: ['shop'],
          maxActive: 20,
          approval: [{ clusters: ['east'] }],
        },
      },
      entities: PHASES.map(phase => createService(phase)),
    });
  };
  const post = (phase: string, duration?: string) =>
    ask('POST', '/runs', {
      body: {
        cluster: phase === 'waiting' ? 'east' : 'west',
        manifest: experiment(phase, duration),
        confirmation: 'shop',
      },
    });
  const begin = async (phase: string, duration?: string) => {
    const { status, body } = await post(phase, duration);
    expect({ status, body }).toMatchObject({ status: 200 });
    ids.set(phase, body.id);
  };
  const runs = async (): Promise<Run[]> =>
    (await ask('GET', '/runs?limit=200')).body.runs;
  const runOf = async (phase: string) =>
    (await runs()).filter(({ name }) => name.startsWith(`in-${phase}-`));
  const waitFor = (phase: string, expected: object) =>
    until(async () => {
      expect(await runOf(phase)).toMatchObject([expected]);
    });
  const applied = (phase: string, cluster = west) =>
    cluster.applied.filter(({ metadata }) =>
      metadata.name.startsWith(`in-${phase}-`),
    );
  const objectOf = (phase: string) =>
    west
      .experiments()
      .find(({ metadata }) => metadata.name.startsWith(`in-${phase}-`));
  const inject = async (phase: string, expected: object = RUNNING) => {
    west.reportOn(`in-${phase}-`, 'Injected', `${phase}-1-abc12-x`);
    await waitFor(phase, expected);
  };
  const recover = (phase: string) => {
    west.reportOn(`in-${phase}-`, 'Not Injected', `${phase}-1-abc12-x`);
    west.finalize(`in-${phase}-`);
  };
  const isOn = (phase: string, { path }: OnItsWay) =>
    path.includes(`/in-${phase}`);

  const approveStanding = (phase: string) =>
    ask('POST', `/standing-requests/${ids.get(phase)}/approve`, {
      person: OTHER,
    });

  /** One run over for long enough to be judged, and the judge in the middle of it. */
  async function judge(): Promise<void> {
    await begin('judged', '1s');
    // It is over before long.
    await inject('judged', { injectedAt: expect.any(String) });
    await waitFor('judged', { state: 'recovering' });
    traces.hold = ({ query }) =>
      Date.parse(query.get('to') ?? '') < Date.now() - MINUTE_MS / 2
        ? 'before'
        : undefined;
    recover('judged');
    await waitFor('judged', { state: 'recovered' });
    const ended = Date.now() - 2 * MINUTE_MS;
    slow = { from: ended - MINUTE_MS, to: ended };
    await knex('chaos_runs')
      .where({ id: ids.get('judged') })
      .update({
        started_at: new Date(slow.from - 1000),
        injected_at: new Date(slow.from),
        ended_at: new Date(slow.to),
      });
    await until(() => expect(traces.held).not.toEqual([]));
  }

  /** Halts, starts and a dry run, none of which gets through. */
  async function hold(): Promise<void> {
    proxy.hold = request => {
      const { method, query } = request;
      const isDryRun = query.has('dryRun');
      return HOLDS.find(
        each =>
          each.method === method &&
          each.isDryRun === isDryRun &&
          isOn(each.phase, request),
      )?.hold;
    };
    const lost = [
      ...['halting', 'halted'].map(phase =>
        ask('POST', `/runs/${ids.get(phase)}/halt`),
      ),
      ...['preflight', 'starting', 'applied'].map(phase => post(phase)),
    ];
    // Whoever asked hears nothing any more.
    for (const each of lost) {
      each.catch(() => undefined);
    }
    await until(() => {
      const held = HOLDS.map(({ phase }) => phase);
      expect(
        held.filter(phase => proxy.held.some(each => isOn(phase, each))),
      ).toEqual(held);
    });
    // It keeps whatever else would start from doing so.
    eastProxy.hold = each =>
      each.method === 'PATCH' &&
      !each.query.has('dryRun') &&
      isOn('approving', each)
        ? 'after'
        : undefined;
    approveStanding('approving').catch(() => undefined);
    await until(() => expect(eastProxy.held).not.toEqual([]));
  }

  async function askFor(phase: string): Promise<void> {
    const { status, body } = await ask('POST', '/standing', {
      body: {
        cluster: 'east',
        manifest: workflow(phase),
        confirmation: 'shop',
      },
    });
    expect({ status, body }).toMatchObject({ status: 200 });
    ids.set(phase, body.request.id);
  }
  const begun = (phase: string) =>
    east.applied.filter(({ metadata }) => metadata.name === `in-${phase}`);

  beforeAll(async () => {
    knex = await getDatabase().getClient();
    west = await FakeCluster.start();
    east = await FakeCluster.start();
    for (const phase of PHASES) {
      west.runPod(`${phase}-1`, phase);
      east.runPod(`${phase}-1`, phase);
    }
    traffic = createTraces(() => slow).listen(0, '127.0.0.1');
    await once(traffic, 'listening');
    const { port } = traffic.address() as AddressInfo;
    traces = await HoldingProxy.start(`http://127.0.0.1:${port}`);
    proxy = await HoldingProxy.start(west.url);
    eastProxy = await HoldingProxy.start(east.url);
    await start();

    for (const phase of [
      'running',
      'paused',
      'halting',
      'halted',
      'recovering',
    ]) {
      await begin(phase);
      await inject(phase);
    }
    await judge();
    await ask('POST', `/runs/${ids.get('paused')}/pause`);
    west.reportOn('in-paused-', 'Not Injected', 'paused-1-abc12-x');
    await waitFor('paused', { state: 'paused' });
    await ask('POST', `/runs/${ids.get('recovering')}/halt`);
    await waitFor('recovering', { state: 'recovering' });
    await begin('waiting');
    await begin('injecting');
    west.reportOn('in-injecting-', 'Injected', 'injecting-1-abc12-x', {
      'injecting-2-abc12-x': 'Not Injected',
    });
    await waitFor('injecting', { state: 'injecting' });
    await askFor('asked');
    await askFor('approving');
    await hold();
    await portal?.kill();

    // Meanwhile, the portal is away.
    await knex('chaos_runs')
      .where('name', 'like', 'in-starting-%')
      .update({ started_at: new Date(Date.now() - 2 * MINUTE_MS) });
    proxy.hold = () => undefined;
    eastProxy.hold = () => undefined;
    traces.hold = () => undefined;
    await start();
  });

  afterAll(async () => {
    await portal?.kill();
    proxy?.stop();
    eastProxy?.stop();
    traces?.stop();
    traffic?.closeAllConnections();
    traffic?.close();
    await west?.stop();
    await east?.stop();
  });

  it('in a dry run has started nothing, and starts nothing later', async () => {
    await waitFor('running', { state: 'running' });
    expect(await runOf('preflight')).toEqual([]);
    expect(applied('preflight')).toEqual([]);
  });

  it('while a start waits for approval still asks for it, and starts it once', async () => {
    await waitFor('waiting', { state: 'awaiting-approval' });
    expect(applied('waiting', east)).toEqual([]);
    const approve = () =>
      ask('POST', `/runs/${ids.get('waiting')}/approve`, { person: OTHER });
    expect((await approve()).status).toBe(200);
    expect((await approve()).status).toBe(409);
    expect(applied('waiting', east)).toHaveLength(1);
  });

  it('while a Workflow waits for approval still asks for it, and begins it once', async () => {
    const { body } = await ask('GET', '/standing');
    expect(body.requests).toContainEqual(
      expect.objectContaining({ id: ids.get('asked'), state: 'waiting' }),
    );
    expect(begun('asked')).toEqual([]);
    expect((await approveStanding('asked')).status).toBe(200);
    expect((await approveStanding('asked')).status).toBe(409);
    expect(begun('asked')).toHaveLength(1);
  });

  it('once the cluster took what was approved says so, and begins nothing twice', async () => {
    expect(begun('approving')).toHaveLength(1);
    const { status, body } = await approveStanding('approving');
    expect(status).toBe(200);
    expect(body).toMatchObject({ state: 'approved', decidedBy: OTHER });
    expect(begun('approving')).toHaveLength(1);
  });

  it('before a start came to the cluster says that it failed, and why', async () => {
    await waitFor('starting', {
      state: 'failed',
      message: expect.stringMatching(/never came to the cluster/),
    });
    expect(applied('starting')).toEqual([]);
  });

  it.each([
    ['applied', 'starting'],
    ['injecting', 'injecting'],
  ])(
    'once a start came to the cluster follows it, and injects nothing twice: %s',
    async (phase, state) => {
      await waitFor(phase, { state });
      await inject(phase);
      expect(applied(phase)).toHaveLength(1);
    },
  );

  it('while a run is on has it as it was', async () => {
    await waitFor('running', { id: ids.get('running'), state: 'running' });
    expect(objectOf('running')?.metadata.deletionTimestamp).toBeUndefined();
    expect(applied('running')).toHaveLength(1);
  });

  it('while a run is paused leaves it so, until somebody resumes it', async () => {
    await waitFor('paused', { id: ids.get('paused'), state: 'paused' });
    const resumed = await ask('POST', `/runs/${ids.get('paused')}/resume`);
    expect(resumed.status).toBe(200);
    await inject('paused');
    expect(applied('paused')).toHaveLength(1);
  });

  it.each(['halting', 'halted', 'recovering'])(
    'in the middle of an end finishes it, and has it proved: %s',
    async phase => {
      await until(() =>
        expect(objectOf(phase)?.metadata.deletionTimestamp).toBeDefined(),
      );
      await waitFor(phase, { state: 'recovering', haltedBy: PERSON });
      recover(phase);
      await waitFor(phase, { state: 'recovered', haltedBy: PERSON });
      expect(applied(phase)).toHaveLength(1);
    },
  );

  it('in the middle of a verdict gives it, once', async () => {
    const details = async () =>
      (await ask('GET', `/runs/${ids.get('judged')}`)).body;
    await until(async () =>
      expect((await details()).verdict).toMatchObject({
        outcome: 'passed',
        checks: expect.arrayContaining([
          expect.objectContaining({ before: 40, during: 400, after: 40 }),
        ]),
      }),
    );
    const { events } = await details();
    const types = events.map(({ type }: { type: string }) => type);
    expect(new Set(types).size).toBe(types.length);
  });

  it('in the middle of a halt of everything ends everything, and starts nothing', async () => {
    const wereOn = ['applied', 'injecting', 'running', 'paused'];
    proxy.held.length = 0;
    proxy.hold = ({ method }) => (method === 'DELETE' ? 'before' : undefined);
    const halt = ask('POST', '/halts', { body: { reason: 'Sale' } });
    halt.catch(() => undefined);
    await until(() =>
      expect(proxy.held.length).toBeGreaterThanOrEqual(wereOn.length),
    );
    await portal?.kill();
    proxy.hold = () => undefined;
    await start();

    await until(() => {
      for (const phase of wereOn) {
        expect(objectOf(phase)?.metadata.deletionTimestamp).toBeDefined();
      }
    });
    expect(await post('preflight')).toMatchObject({
      status: 409,
      body: { error: { message: expect.stringMatching(/Sale/) } },
    });
    for (const phase of wereOn) {
      recover(phase);
      await waitFor(phase, { state: 'recovered', haltedBy: PERSON });
    }
    expect(applied('preflight')).toEqual([]);
  });
});
