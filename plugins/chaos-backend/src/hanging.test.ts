import {
  createTestSchema,
  describeOnPostgres,
  whySkipped,
} from '@shop-platform/backstage-plugin-platform-node/testUtils';
import request from 'supertest';
import { FakeCluster } from './__testUtils__/FakeCluster';
import { createService, startChaos } from './__testUtils__/startChaos';
import { until } from './__testUtils__/until';

jest.setTimeout(60_000);

const API_VERSION = 'chaos-mesh.org/v1alpha1';
const PAUSE = 'experiment.chaos-mesh.org/pause';
const POD = 'payments-1-abc12-x';
const slow = {
  action: 'delay',
  mode: 'one',
  selector: {
    namespaces: ['shop'],
    labelSelectors: { 'backstage.io/kubernetes-id': 'payments' },
  },
  delay: { latency: '100ms' },
  duration: '5m',
};
const schedule = {
  apiVersion: API_VERSION,
  kind: 'Schedule',
  metadata: { name: 'nightly' },
  spec: {
    schedule: '0 3 * * *',
    historyLimit: 1,
    type: 'NetworkChaos',
    networkChaos: slow,
  },
};
const experiment = {
  apiVersion: API_VERSION,
  kind: 'NetworkChaos',
  metadata: { name: 'slow' },
  spec: slow,
};

/** What is to be seen of a cluster, before and after everything was halted there. */
const ON = { isDeleted: false, isPaused: false };
const ENDED = { isDeleted: true, isPaused: true };

describeOnPostgres(`A cluster that hangs${whySkipped}`, () => {
  const getDatabase = createTestSchema();
  let west: FakeCluster;
  let east: FakeCluster;
  let chaos: Awaited<ReturnType<typeof startChaos>>;

  const start = (timeout: string) =>
    startChaos({
      database: getDatabase(),
      clusters: [
        { name: 'west', url: west.url },
        { name: 'east', url: east.url },
      ],
      entities: [createService('payments')],
      timeout,
    });
  const get = (path: string) => request(chaos.server).get(`/api/chaos${path}`);
  const halt = () =>
    request(chaos.server).post('/api/chaos/halts').send({ reason: 'fire' });
  /** Waits until what both have is known to the portal. */
  const waitForBoth = () =>
    until(async () => {
      const [runs, standing] = await Promise.all([
        get('/runs?state=active'),
        get('/standing'),
      ]);
      expect(runs.body.runs).toMatchObject([
        { state: 'running' },
        { state: 'running' },
      ]);
      expect(standing.body.items).toHaveLength(2);
    });
  const seenIn = (cluster: FakeCluster) => ({
    isDeleted:
      cluster.experiments()[0].metadata.deletionTimestamp !== undefined,
    isPaused:
      cluster.standing('schedules')[0].metadata.annotations?.[PAUSE] === 'true',
  });

  beforeEach(async () => {
    const knex = await getDatabase().getClient();
    for (const table of [
      'chaos_run_events',
      'chaos_runs',
      'chaos_halts',
      'chaos_levers',
    ]) {
      if (await knex.schema.hasTable(table)) {
        await knex(table).delete();
      }
    }
    west = await FakeCluster.start();
    east = await FakeCluster.start();
    for (const cluster of [west, east]) {
      cluster.runPod('payments-1', 'payments');
      cluster.create('schedules', schedule);
      cluster.create('networkchaos', experiment);
      cluster.report('Injected', POD);
      cluster.setLever({});
    }
  });

  afterEach(async () => {
    await chaos.stop();
    await Promise.all([west.stop(), east.stop()]);
  });

  it('keeps no other one from being halted at once', async () => {
    chaos = await start('10m');
    await waitForBoth();
    west.hangs = true;
    const answered = jest.fn();
    const answer = halt().then(answered);

    await until(() => expect(seenIn(east)).toEqual(ENDED));
    await until(() => expect(east.lever).toMatchObject({ state: 'pulled' }));
    expect(answered).not.toHaveBeenCalled();
    expect(seenIn(west)).toEqual(ON);

    west.comeBack();
    await answer;
    await chaos.look();
    expect(seenIn(west)).toEqual(ENDED);
  });

  it('is named with how long it was waited for', async () => {
    chaos = await start('1s');
    await waitForBoth();
    west.hangs = true;

    const { status, body } = await halt();

    expect(status).toBe(500);
    expect(body.error.message).toContain(
      'Cluster west does not answer: no answer within 1000 ms',
    );
    expect(body.error.message).not.toContain('east');
    west.comeBack();
    await chaos.look();
    expect(seenIn(west)).toEqual(ENDED);
  });

  it('does not keep the watchdog from the others', async () => {
    chaos = await start('10m');
    await waitForBoth();
    east.setLever({ state: 'pulled', by: 'Olena', reason: 'fire' });
    west.hangs = true;
    const looked = jest.fn();
    const look = chaos.look('west').then(looked);

    await chaos.look('east');

    expect(seenIn(east)).toEqual(ENDED);
    expect(looked).not.toHaveBeenCalled();
    west.comeBack();
    await look;
  });
});
