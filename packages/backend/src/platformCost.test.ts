import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { actionsRegistryServiceMock } from '@backstage/backend-test-utils/alpha';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import analyticsPlugin from '@shop-platform/backstage-plugin-analytics-backend';
import platformUsageModule from '@shop-platform/backstage-plugin-analytics-backend-module-platform-usage';
import { clickhouseServiceRef } from '@shop-platform/backstage-plugin-clickhouse-node';
import { describeOnClickHouse } from '@shop-platform/backstage-plugin-clickhouse-node/testUtils';
import { resolve } from 'node:path';
import request from 'supertest';
import { z } from 'zod';
import {
  entitiesOf,
  portalConfig,
  repositoryDir,
} from './__testUtils__/catalogFiles';
import {
  countRowsBehindMarks,
  injectEverywhere,
  panelsWithoutDrillDown,
} from './__testUtils__/dashboardMarks';

const dashboardPath =
  '/api/analytics/dashboards/system/default/shop-platform/platform-cost';
const DAY_MS = 24 * 60 * 60_000;

const dashboardSchema = z.object({
  problems: z.array(z.unknown()),
  dashboard: z.object({
    spec: z.object({
      panels: z.array(z.object({ id: z.string() })),
      parameters: z.array(z.object({ name: z.string() })),
    }),
  }),
});
const answerSchema = z.object({
  columns: z.array(z.object({ name: z.string() })),
  rows: z.array(z.array(z.unknown())),
});

/** The system that shows the dashboard, as its file describes it. */
function findSystem() {
  const system = entitiesOf('System').find(
    ({ metadata }) => metadata.name === 'shop-platform',
  );
  if (!system) {
    throw new Error('There is no system shop-platform in the catalog files');
  }
  return {
    ...system,
    metadata: {
      ...system.metadata,
      annotations: {
        ...system.metadata.annotations,
        'backstage.io/source-location': `file:${resolve(
          repositoryDir,
          'examples/shop-platform/systems.yaml',
        )}`,
      },
    },
  };
}

describeOnClickHouse(
  'the dashboard of what the platform costs',
  getDatabase => {
    const scheduler = mockServices.scheduler();
    const startPortal = async () =>
      await startTestBackend({
        features: [
          analyticsPlugin,
          platformUsageModule,
          createServiceFactory({
            service: coreServices.scheduler,
            deps: {},
            factory: () => scheduler,
          }),
          createServiceFactory({
            service: actionsRegistryServiceRef,
            deps: {},
            factory: () => actionsRegistryServiceMock(),
          }),
          createServiceFactory({
            service: clickhouseServiceRef,
            deps: {},
            factory: () => getDatabase().service,
          }),
          catalogServiceMock.factory({ entities: [findSystem()] }),
          mockServices.rootConfig.factory({
            data: {
              clickhouse: {
                connections: { writer: { url: getDatabase().url } },
              },
              analytics: {
                tables: portalConfig.getStringArray('analytics.tables'),
                sharedTables: portalConfig.getStringArray(
                  'analytics.sharedTables',
                ),
                platformUsage: {
                  connection: 'writer',
                  prices: portalConfig.get('analytics.platformUsage.prices'),
                },
              },
            },
          }),
        ],
      });

    /** One hour of yesterday, of which three minutes were sampled. */
    async function sample(start: number): Promise<void> {
      const { insert } = getDatabase();
      const at = (minute: number) => Math.floor(start / 1_000) + minute * 60;
      const place = {
        tenant_id: 'default',
        region: 'test-1',
        cluster: 'west1',
      };
      await insert('platform_prices_store', [
        {
          region: 'test-1',
          resource: 'cpu_core_seconds',
          valid_from: 0,
          price: '0.6',
          unit: 'core-hour',
          currency: 'USD',
          source: 'https://prices.example.com',
          recorded_at: 0,
        },
      ]);
      const core = {
        ...place,
        namespace: 'shop',
        service: 'core-service',
        entity: 'component:default/core-service',
        preview: '',
        seconds: 60,
        version: 0,
      };
      const cpu = { ...core, resource: 'cpu_core_seconds' };
      await insert(
        'platform_usage_store',
        [10, 12].flatMap(minute => [
          { ...cpu, sampled_at: at(minute), used: '60', requested: '120' },
          {
            ...cpu,
            sampled_at: at(minute),
            preview: 'pr-7',
            used: '60',
            requested: '0',
          },
          {
            ...core,
            sampled_at: at(minute),
            resource: 'memory_byte_seconds',
            used: '60',
            requested: '60',
          },
          // Somebody else's.
          { ...cpu, sampled_at: at(minute), tenant_id: 'other', used: '9000' },
        ]),
      );
      const sampled = { ...place, kind: 'cluster' };
      await insert('platform_samples_store', [
        ...[10, 12].map(minute => ({
          ...sampled,
          source: 'west1',
          sampled_at: at(minute),
          status: 'answered',
          answered: 1,
        })),
        {
          ...sampled,
          source: 'west4',
          sampled_at: at(10),
          status: 'answered',
          answered: 1,
        },
        {
          ...sampled,
          source: 'west4',
          sampled_at: at(12),
          status: 'silent',
          reason: 'ECONNREFUSED',
          answered: 0,
        },
      ]);
    }

    it('passes the guard, and answers each panel from what was sampled', async () => {
      const { server } = await startPortal();
      // Makes the tables, with the shipped price list; there are no sources here.
      await scheduler.triggerTask('platform-usage');
      const today = new Date();
      today.setUTCHours(0, 0, 0, 0);
      const start = today.getTime() - DAY_MS;
      await sample(start);

      const { body } = await request(server).get(dashboardPath);
      const { problems, dashboard } = dashboardSchema.parse(body);
      expect(problems).toEqual([]);
      const window = {
        from: new Date(start).toISOString(),
        to: new Date(start + 60 * 60_000).toISOString(),
      };
      const answers = new Map<string, Record<string, unknown>[]>();
      for (const { id } of dashboard.spec.panels) {
        const answer = await request(server)
          .post(`${dashboardPath}/panels/${id}/data`)
          .send(window);
        expect([id, answer.status, answer.body.error?.message]).toEqual([
          id,
          200,
          undefined,
        ]);
        const { columns, rows } = answerSchema.parse(answer.body);
        answers.set(
          id,
          rows.map(row =>
            Object.fromEntries(columns.map(({ name }, at) => [name, row[at]])),
          ),
        );
      }
      for (const { name } of dashboard.spec.parameters) {
        const { status } = await request(server)
          .get(`${dashboardPath}/parameters/${name}/suggestions`)
          .query(window);
        expect([name, status]).toEqual([name, 200]);
      }

      // Two minutes of two cores, and of one in the preview, at 0.6 an hour.
      expect(answers.get('cost')).toEqual([
        { currency: 'USD', amount: '0.06' },
      ]);
      expect(answers.get('idle')).toEqual([
        { currency: 'USD', amount: '0.02' },
      ]);
      expect(answers.get('idle-share')).toEqual([
        { share: expect.closeTo(1 / 3, 9) },
      ]);
      expect(answers.get('periods')).toEqual([
        expect.objectContaining({ period: 'Today', amount: '0.06' }),
        expect.objectContaining({ period: 'This month', amount: '0.06' }),
      ]);
      expect(answers.get('by-preview')).toEqual([
        expect.objectContaining({ preview: 'pr-7', amount: '0.01' }),
        expect.objectContaining({ preview: 'pr-7', amount: '0.01' }),
      ]);
      expect(answers.get('cores')?.[0]).toMatchObject({
        used_cores: 2,
        reserved_cores: 2,
      });
      expect(answers.get('top-services')).toEqual([
        {
          entity: 'component:default/core-service',
          service: 'core-service',
          currency: 'USD',
          amount: '0.06',
        },
      ]);
      expect(answers.get('details')).toHaveLength(2);
      expect(answers.get('prices')).toHaveLength(7);
      expect(answers.get('without-price')).toEqual([
        expect.objectContaining({ resource: 'memory_byte_seconds' }),
      ]);
      // Each from its first minute to the end of the hour.
      expect(answers.get('sources')).toEqual([
        expect.objectContaining({
          source: 'west4',
          missing: '49',
          answered: '1',
          last_reason: 'ECONNREFUSED',
        }),
        expect.objectContaining({ source: 'west1', missing: '48' }),
      ]);
      expect(answers.get('minutes-missing')).toEqual([{ missing: '97' }]);

      const behind = await request(server)
        .post(`${dashboardPath}/panels/details/rows`)
        .send({
          ...window,
          drillDown: {
            of_service: 'core-service',
            of_cluster: 'west1',
            of_namespace: 'shop',
            of_preview: '',
          },
        });
      expect(behind.status).toBe(200);
      expect(behind.body.rows).toHaveLength(4);

      const shown = { server, path: dashboardPath, window };
      expect(await panelsWithoutDrillDown(shown)).toEqual([]);
      const counts = await countRowsBehindMarks(shown);
      expect(Object.keys(counts).length).toBeGreaterThan(10);
      expect(Object.keys(counts).filter(id => counts[id] === 0)).toEqual([]);
      expect(await injectEverywhere(shown)).toEqual(
        expect.arrayContaining([
          'parameter preview',
          'text of region',
          'mark of details, of_service',
        ]),
      );
    }, 120_000);
  },
);
