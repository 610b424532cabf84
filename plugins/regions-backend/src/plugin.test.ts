import { mockCredentials } from '@backstage/backend-test-utils';
import { type Region } from '@shop-platform/backstage-plugin-regions-common';
import request from 'supertest';
import { FakeCluster } from './__testUtils__/FakeCluster';
import { LocalServer } from './__testUtils__/LocalServer';
import { createComponent, startRegions } from './__testUtils__/startRegions';
import { until } from './__testUtils__/until';

jest.setTimeout(60_000);

const CORE = 'component:default/core';
const coreLabels = { 'backstage.io/kubernetes-id': 'core' };

describe('the regions API', () => {
  let west: FakeCluster;
  let spare: FakeCluster;
  let gateway: LocalServer;
  let gatewayStatus = 200;
  let portal: Awaited<ReturnType<typeof startRegions>>;

  beforeAll(async () => {
    west = await FakeCluster.start();
    spare = await FakeCluster.start();
    gateway = await LocalServer.start((_, response) => {
      response.writeHead(gatewayStatus).end('ok');
    });
    west.deploy('core', { ready: 2, desired: 2 }, coreLabels);
    west.deploy('web', { ready: 1, desired: 1 });
    west.deploy('probe', { ready: 0, desired: 1 }, {}, 'preview');
    west.runPod('core-1', 2, coreLabels);
    west.runPod('web-1', 0);
    portal = await startRegions({
      regions: [
        {
          name: 'west1',
          title: 'Belgium',
          location: { latitude: 50.4, longitude: 3.8 },
          role: 'primary',
          gateway: { url: gateway.url },
          limits: { restarts: 2 },
        },
        { name: 'west4', title: 'Netherlands', role: 'secondary' },
      ],
      clusters: [
        { name: 'west', url: west.url, region: 'west1' },
        { name: 'spare', url: spare.url, region: 'west1' },
      ],
      entities: [
        createComponent('core', coreLabels),
        createComponent('docs'),
        createComponent('broken', {
          'backstage.io/kubernetes-label-selector': 'app in core',
        }),
      ],
    });
  });

  afterAll(async () => {
    await Promise.all([west.stop(), spare.stop(), gateway.stop()]);
  });

  const get = (path: string) =>
    request(portal.server).get(`/api/regions${path}`);
  const regionOne = async (): Promise<Region> => (await get('/west1')).body;
  const untilLevel = (level: string) =>
    until(async () => {
      const region = await regionOne();
      expect(region.verdict.level).toBe(level);
      return region;
    });

  it('tells what is read of each region, and the rule that made the verdict', async () => {
    west.deploy('probe', { ready: 1, desired: 1 }, {}, 'preview');
    const { body } = await until(async () => {
      const response = await get('');
      expect(response.body.regions[0].verdict.level).toBe('healthy');
      return response;
    });

    const [first, second] = body.regions;
    const at = expect.stringMatching(/^\d{4}-.*Z$/);
    expect(first).toEqual({
      name: 'west1',
      title: 'Belgium',
      location: { latitude: 50.4, longitude: 3.8 },
      role: 'primary',
      verdict: {
        level: 'healthy',
        since: at,
        findings: [
          { rule: 'all-well', level: 'healthy', text: expect.any(String) },
        ],
      },
      clusters: [
        {
          name: 'west',
          title: 'WEST',
          workloads: {
            state: 'known',
            at,
            value: {
              workloadsReady: 3,
              workloadsTotal: 3,
              podsReady: 4,
              podsDesired: 4,
              restartsLastHour: 2,
              notReady: [],
            },
          },
        },
        {
          name: 'spare',
          title: 'SPARE',
          workloads: expect.objectContaining({ state: 'known' }),
        },
      ],
      gateway: {
        state: 'known',
        at,
        value: {
          ok: true,
          latencyMs: expect.any(Number),
          answer: 'HTTP 200',
        },
      },
      traffic: {
        state: 'absent',
        reason: 'the traces plugin is not installed',
      },
      database: { state: 'absent', reason: 'no database is configured' },
    });
    expect(second).toMatchObject({
      name: 'west4',
      clusters: [],
      verdict: {
        level: 'unknown',
        findings: [{ rule: 'nothing-watched', level: 'unknown' }],
      },
    });

    const { clusters } = await regionOne();
    const { workloads } = clusters[0];
    expect(
      workloads.state === 'known' &&
        workloads.value.items?.map(({ name, images }) => [name, images]),
    ).toEqual([
      ['probe', ['probe:1']],
      ['core', ['core:1']],
      ['web', ['web:1']],
    ]);
    expect(portal.auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({ eventId: 'regions-fetch' }),
    );
    expect(portal.record.success).toHaveBeenCalled();
  });

  it('follows what happens, and signals each change of a verdict', async () => {
    await untilLevel('healthy');
    portal.publish.mockClear();

    west.deploy('core', { ready: 1, desired: 2 }, coreLabels);
    const degraded = await untilLevel('degraded');
    expect(degraded.verdict.findings).toMatchObject([
      { rule: 'pods-missing', subject: 'core', measured: 3, limit: 4 },
    ]);
    await until(() => expect(portal.publish).toHaveBeenCalledTimes(1));
    expect(portal.publish).toHaveBeenCalledWith({
      recipients: { type: 'broadcast' },
      channel: 'regions',
      message: { type: 'verdict-changed' },
    });

    west.runPod('core-1', 3, coreLabels);
    const restarted = await until(async () => {
      const region = await regionOne();
      expect(region.verdict.findings).toHaveLength(2);
      return region;
    });
    expect(restarted.verdict.findings[1]).toMatchObject({
      rule: 'restarts',
      measured: 3,
      limit: 2,
    });
    expect(restarted.verdict.since).toBe(degraded.verdict.since);

    gatewayStatus = 503;
    const down = await untilLevel('down');
    expect(down.verdict.findings[0]).toMatchObject({
      rule: 'gateway-fails',
      subject: 'HTTP 503',
    });
    expect(down.verdict.since > degraded.verdict.since).toBe(true);
    gatewayStatus = 200;
    await untilLevel('degraded');
  });

  it('names a cluster that hangs, since when, and never counts it as zero', async () => {
    const before = new Date().toISOString();
    spare.isHanging = true;

    const region = await until(async () => {
      const read = await regionOne();
      expect(read.clusters[1].workloads.state).toBe('unknown');
      return read;
    });
    expect(region.clusters[1].workloads).toEqual({
      state: 'unknown',
      since: expect.any(String),
      reason: expect.stringContaining('no answer within 2000 ms'),
    });
    const silent = region.clusters[1].workloads;
    expect(silent.state === 'unknown' && silent.since > before).toBe(true);
    await until(async () =>
      expect((await regionOne()).verdict.findings).toContainEqual(
        expect.objectContaining({
          rule: 'cluster-silent',
          level: 'unknown',
          subject: 'SPARE',
        }),
      ),
    );

    spare.isHanging = false;
    await until(async () =>
      expect((await regionOne()).clusters[1].workloads.state).toBe('known'),
    );
  });

  it('tells where an entity runs', async () => {
    portal.granted.add(CORE);
    const { body } = await get('/entities/component/default/core');

    expect(body).toMatchObject({
      selector: 'backstage.io/kubernetes-id=core',
      regions: [
        {
          name: 'west1',
          title: 'Belgium',
          level: 'degraded',
          clusters: [
            {
              name: 'west',
              workloads: {
                state: 'known',
                value: {
                  podsReady: 1,
                  podsDesired: 2,
                  restartsLastHour: 3,
                  items: [{ name: 'core', images: ['core:1'] }],
                },
              },
            },
            { name: 'spare', workloads: { value: { workloadsTotal: 0 } } },
          ],
        },
        { name: 'west4', clusters: [] },
      ],
    });
    expect(body.regions[1].level).toBeUndefined();
  });

  it('keeps from everybody what they may not read', async () => {
    portal.granted.clear();
    for (const path of ['', '/west1', '/no-such-region']) {
      const response = await get(path);
      expect(response.status).toBe(403);
      expect(response.body.error.message).toMatch(/takes regions\.read$/);
    }
    const entity = await get('/entities/component/default/core');
    expect(entity.status).toBe(403);
    expect(entity.body.error.message).toBe(
      'You may not read where component:default/core runs: that takes regions.entity.read',
    );
    expect(
      (await get('').set('authorization', mockCredentials.none.header()))
        .status,
    ).toBe(401);
    expect(portal.record.fail).toHaveBeenCalled();
    portal.granted.add('regions.read');
  });

  it('says what is not there, and what is wrong', async () => {
    expect((await get('/no-such-region')).body.error).toMatchObject({
      name: 'NotFoundError',
      message: "There is no region 'no-such-region' under 'regions'",
    });
    for (const name of ['docs', 'missing', 'broken']) {
      portal.granted.add(`component:default/${name}`);
    }
    const entity = (name: string) => get(`/entities/component/default/${name}`);
    expect((await entity('missing')).status).toBe(404);
    expect((await entity('docs')).body.error.message).toMatch(
      /names no workloads.*backstage\.io\/kubernetes-id/,
    );
    expect((await entity('broken')).status).toBe(400);
    expect((await get('?unknown=1')).status).toBe(400);
  });

  it('tells agents the same, under the permissions of their caller', async () => {
    const ask = (input: object) =>
      portal.actionsRegistry.invoke({
        id: 'test:get-regions',
        input: { ...input },
      });
    const { output } = await ask({ region: 'west1' });

    expect(output).toMatchObject({
      regions: [
        {
          name: 'west1',
          level: 'degraded',
          findings: [{ rule: 'pods-missing' }, { rule: 'restarts' }],
          pods: { ready: 3, desired: 4, restartsLastHour: 3 },
          gateway: { ok: true },
          silent: [],
          url: 'http://portal.test/regions/west1',
        },
      ],
    });
    portal.granted.clear();
    await expect(ask({})).rejects.toThrow(/regions\.read/);
  });
});

describe('fifty clusters', () => {
  const clusters: FakeCluster[] = [];

  afterAll(() => Promise.all(clusters.map(cluster => cluster.stop())));

  it('are told of without waiting for the five that hang, which are named', async () => {
    for (let index = 0; index < 50; index += 1) {
      const cluster = await FakeCluster.start();
      cluster.deploy('core', { ready: 1, desired: 1 });
      cluster.isHanging = index % 10 === 0;
      clusters.push(cluster);
    }
    const names = clusters.map((_, index) => `cluster-${index}`);
    const { server } = await startRegions({
      // Whoever waited for one that hangs would wait longer than the test lasts.
      timeout: '10m',
      regions: names.map(name => ({ name })),
      clusters: clusters.map(({ url }, index) => ({
        name: names[index],
        url,
        region: names[index],
      })),
    });
    const ask = async (): Promise<Region[]> =>
      (await request(server).get('/api/regions')).body.regions;

    // Nobody waits for the first answers either.
    expect(await ask()).toHaveLength(50);
    const regions = await until(async () => {
      const read = await ask();
      expect(
        read.filter(({ verdict }) => verdict.level === 'healthy'),
      ).toHaveLength(45);
      return read;
    });
    const silent = regions.filter(
      ({ verdict: { level, findings } }) =>
        level === 'unknown' && findings[0].rule === 'cluster-silent',
    );
    expect(silent.map(({ name }) => name)).toEqual([
      'cluster-0',
      'cluster-10',
      'cluster-20',
      'cluster-30',
      'cluster-40',
    ]);
    expect(silent[0].verdict.findings[0].text).toBe(
      'The cluster CLUSTER-0 is not heard: has not answered yet',
    );
  });
});

describe('a portal without regions', () => {
  it('has nothing to show, and starts', async () => {
    const { server } = await startRegions({ regions: [] });
    const { body } = await request(server).get('/api/regions');
    expect(body).toEqual({ regions: [] });
  });
});
