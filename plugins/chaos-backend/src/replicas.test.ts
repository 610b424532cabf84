import {
  createTestSchema,
  describeOnPostgres,
  whySkipped,
} from '@shop-platform/backstage-plugin-platform-node/testUtils';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { stringify } from 'yaml';
import { FakeCluster } from './__testUtils__/FakeCluster';
import { HoldingProxy } from './__testUtils__/HoldingProxy';
import { KilledPortal } from './__testUtils__/KilledPortal';
import { createService } from './__testUtils__/startChaos';
import { until } from './__testUtils__/until';
import { BEFORE_MS } from './verdict/windows';

jest.setTimeout(180_000);

/** A portal, and what stands between it and the traces. */
type Portal = { portal: KilledPortal; proxy: HoldingProxy };

const POD = 'payments-1-abc12-x';
const manifest = stringify({
  apiVersion: 'chaos-mesh.org/v1alpha1',
  kind: 'NetworkChaos',
  metadata: { name: 'slow', namespace: 'shop' },
  spec: {
    action: 'delay',
    mode: 'one',
    duration: '10m',
    selector: {
      namespaces: ['shop'],
      labelSelectors: { 'backstage.io/kubernetes-id': 'payments' },
    },
    delay: { latency: '300ms' },
  },
});
const TRAFFIC = {
  groups: [
    { source: 'all', value: 'payments', requests: 100, errors: 0, p95Ms: 40 },
  ],
  edges: [],
  series: [],
  stepSeconds: 60,
  sources: [{ id: 'all', title: 'All', state: 'answered', elapsedMs: 1 }],
};

/** Whether somebody asks for the time before a run. */
function isBefore(query: URLSearchParams): boolean {
  const [from, to] = ['from', 'to'].map(name =>
    Date.parse(query.get(name) ?? ''),
  );
  return to - from === BEFORE_MS;
}

describeOnPostgres(`A portal beside another one${whySkipped}`, () => {
  const getDatabase = createTestSchema();
  let cluster: FakeCluster;
  let store: Server;
  const portals: Portal[] = [];

  const start = async () => {
    const knex = await getDatabase().getClient();
    const { rows } = await knex.raw('SELECT current_schema() AS schema');
    const { port } = store.address() as AddressInfo;
    const proxy = await HoldingProxy.start(`http://127.0.0.1:${port}`);
    const portal = await KilledPortal.start({
      schema: rows[0].schema,
      clusters: [{ name: 'west', url: cluster.url }],
      traces: proxy.url,
      chaos: { policy: { namespaces: ['shop'] } },
      entities: [createService('payments')],
      isScheduled: true,
    });
    portals.push({ portal, proxy });
  };

  beforeAll(async () => {
    cluster = await FakeCluster.start();
    cluster.runPod('payments-1', 'payments');
    store = createServer((_, res) => {
      res.setHeader('content-type', 'application/json');
      res.end(JSON.stringify(TRAFFIC));
    }).listen(0, '127.0.0.1');
    await once(store, 'listening');
    await start();
    await start();
  });

  afterAll(async () => {
    for (const { portal, proxy } of portals) {
      await portal.kill();
      proxy.stop();
    }
    store?.closeAllConnections();
    store?.close();
    await cluster?.stop();
  });

  it('looks on within seconds where that one is killed in the middle of its looks', async () => {
    const [first] = portals;
    const run = await first.portal.ask('POST', '/runs', {
      body: { cluster: 'west', manifest, confirmation: 'shop' },
    });
    expect(run).toMatchObject({ status: 200 });
    // Nobody answers whose turn it is: the look at the traffic does not end.
    for (const { proxy } of portals) {
      proxy.hold = ({ path, query }) =>
        path.endsWith('/red-by-resource') && isBefore(query)
          ? 'before'
          : undefined;
    }
    cluster.reportOn('slow-', 'Injected', POD);
    await until(() =>
      expect(portals.flatMap(({ proxy }) => proxy.held)).not.toEqual([]),
    );
    const isBusy = ({ proxy }: Portal) => proxy.held.length > 0;
    const idle = portals.filter(each => !isBusy(each));
    expect(idle).toHaveLength(1);
    idle[0].proxy.hold = () => undefined;
    await portals.find(isBusy)?.portal.kill();

    await until(async () => {
      const { status, body } = await idle[0].portal.ask(
        'GET',
        `/runs/${run.body.id}`,
      );
      expect(status).toBe(200);
      expect(body.implied).not.toEqual([]);
    });
  });
});
