import {
  createTestSchema,
  describeOnPostgres,
  whySkipped,
} from '@shop-platform/backstage-plugin-platform-node/testUtils';
import request from 'supertest';
import { FakeCluster } from './__testUtils__/FakeCluster';
import { createService, startChaos } from './__testUtils__/startChaos';
import { until } from './__testUtils__/until';

jest.setTimeout(120_000);

const DAY_MS = 24 * 3_600_000;
const iso = (time: number) => new Date(time).toISOString();

describeOnPostgres(`The calendar on PostgreSQL${whySkipped}`, () => {
  const getDatabase = createTestSchema();
  let west: FakeCluster;
  let chaos: Awaited<ReturnType<typeof startChaos>>;
  const now = Date.now();

  const get = (query: Record<string, string>) =>
    request(chaos.server).get('/api/chaos/calendar').query(query);
  const around = { from: iso(now - DAY_MS), to: iso(now + 14 * DAY_MS) };

  beforeEach(async () => {
    west = await FakeCluster.start();
    west.runPod('payments-1', 'payments');
    chaos = await startChaos({
      database: getDatabase(),
      clusters: [{ name: 'west', url: west.url }],
      entities: [createService('payments')],
      chaos: {
        policy: {
          namespaces: ['shop'],
          hours: [{ zone: 'UTC', from: '00:00', to: '06:00' }],
          freezes: [
            {
              from: iso(now + 30 * DAY_MS),
              to: iso(now + 31 * DAY_MS),
              reason: 'Sale',
            },
            {
              from: iso(now + 13 * DAY_MS),
              to: iso(now + 20 * DAY_MS),
              reason: 'Rush',
            },
          ],
        },
      },
    });
  });

  afterEach(async () => {
    await chaos.stop();
    await west.stop();
  });

  it('has what ran, what comes, and when nothing may run', async () => {
    const knex = await getDatabase().getClient();
    await knex('chaos_runs').insert(
      [
        ['payments-slow', now - 3_600_000, 'passed'],
        ['payments-old', now - 2 * DAY_MS, 'failed'],
      ].map(([name, startedAt, outcome], index) => ({
        id: `5f1c7d62-64c5-4a4c-9c2a-6a4d1a3b7d1${index}`,
        cluster: 'west',
        region: 'west',
        kind: 'NetworkChaos',
        action: 'delay',
        namespace: 'shop',
        name,
        state: 'recovered',
        started_at: new Date(startedAt),
        ended_at: new Date(startedAt),
        entities: '[]',
        targets: '[]',
        manifest: '',
        outcome,
      })),
    );
    west.create('schedules', {
      apiVersion: 'chaos-mesh.org/v1alpha1',
      kind: 'Schedule',
      metadata: { name: 'weekly-delay', namespace: 'shop' },
      spec: {
        schedule: '0 3 * * 1',
        type: 'NetworkChaos',
        networkChaos: {
          action: 'delay',
          mode: 'one',
          duration: '1m',
          selector: { namespaces: ['shop'] },
          delay: { latency: '100ms' },
        },
      },
    });
    await until(async () => {
      const { body } = await get(around);
      expect(body.planned).toHaveLength(2);
    });
    const { body } = await get(around);
    expect(body).toMatchObject({
      planned: [
        { name: 'weekly-delay', cluster: 'west', what: ['NetworkChaos delay'] },
        { name: 'weekly-delay' },
      ],
      often: [],
      freezes: [{ reason: 'Rush' }],
      runs: [
        {
          name: 'payments-slow',
          action: 'delay',
          state: 'recovered',
          outcome: 'passed',
        },
      ],
      hasMoreRuns: false,
      hasMoreGameDays: false,
      workflows: [],
      silent: [],
    });
    // From six to midnight, each day.
    expect(body.closed.length).toBeGreaterThanOrEqual(15);
    expect(body.closed[1]).toMatchObject({
      clusters: ['west'],
      from: expect.stringMatching(/T06:00:00.000Z$/),
      to: expect.stringMatching(/T00:00:00.000Z$/),
    });
  });

  it('refuses those who may not, and what is no stretch of time', async () => {
    for (const [query, message] of [
      [{ from: around.to, to: around.from }, /has to be after/],
      [{ from: around.from, to: iso(now + 90 * DAY_MS) }, /at most 43 days/],
      [{ from: 'soon', to: around.to }, /from/],
      [{ from: around.from }, /to/],
    ] as const) {
      const { status, body } = await get(query);
      expect(status).toBe(400);
      expect(body.error.message).toMatch(message);
    }
    chaos.granted.delete('chaos.read');
    expect((await get(around)).status).toBe(403);
  });
});
