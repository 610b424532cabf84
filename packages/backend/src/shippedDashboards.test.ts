import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { actionsRegistryServiceMock } from '@backstage/backend-test-utils/alpha';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import analyticsPlugin from '@shop-platform/backstage-plugin-analytics-backend';
import { clickhouseServiceRef } from '@shop-platform/backstage-plugin-clickhouse-node';
import {
  describeOnClickHouse,
  type ClickHouseTestDatabase,
} from '@shop-platform/backstage-plugin-clickhouse-node/testUtils';
import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import request from 'supertest';
import { z } from 'zod';
import {
  catalogDocuments,
  portalConfig,
  repositoryDir,
} from './__testUtils__/catalogFiles';
import {
  countRowsBehindMarks,
  injectEverywhere,
  panelsWithoutDrillDown,
} from './__testUtils__/dashboardMarks';

const SERVICE = 'component:default/analytics-etl';
const service = resolve(
  repositoryDir,
  'examples/shop-platform/services/analytics-etl',
);
const SHIPPED = [
  'conversion',
  'customer-behaviour',
  'pipeline',
  'product-performance',
  'retention',
  'sales',
];
/** Nothing was cancelled, and no run of a pipeline was recorded. */
const NOTHING_BEHIND: Record<string, string[]> = {
  pipeline: ['worst-lag', 'failing', 'rows-over-time', 'durations'],
  sales: ['cancelled'],
};
const HOUR_MS = 60 * 60_000;

const listSchema = z.object({
  dashboards: z.array(
    z.object({ name: z.string(), problems: z.array(z.unknown()) }),
  ),
});
const panelSchema = z
  .object({
    id: z.string(),
    value: z.string().optional(),
    values: z.array(z.string()).optional(),
    label: z.string().optional(),
    step: z.string().optional(),
    count: z.string().optional(),
    trend: z
      .object({ query: z.string(), time: z.string(), value: z.string() })
      .optional(),
    columns: z.array(z.object({ name: z.string() })).optional(),
  })
  .transform(({ id, trend, columns = [], values = [], ...names }) => ({
    id,
    trend,
    columns: [
      ...Object.values(names).filter(name => name !== undefined),
      ...values,
      ...columns.map(({ name }) => name),
    ],
  }));
const dashboardSchema = z.object({
  dashboard: z.object({ spec: z.object({ panels: z.array(panelSchema) }) }),
});
const tableSchema = z.object({
  columns: z.array(z.object({ name: z.string() })),
  rows: z.array(z.array(z.unknown())),
});
const answerSchema = tableSchema.extend({ trend: tableSchema.optional() });

/** The service that brings the dashboards, as the portal's catalog has it. */
function findService() {
  const found = catalogDocuments.find(({ ref }) => ref === SERVICE);
  if (!found) {
    throw new Error(`There is no ${SERVICE} in the catalog files`);
  }
  const { entity, file } = found;
  return {
    ...entity,
    metadata: {
      ...entity.metadata,
      annotations: {
        ...entity.metadata.annotations,
        'backstage.io/source-location': `file:${file}`,
      },
    },
  };
}

/** The pipeline's own tables, by its own migrations. */
async function migrate({ command }: ClickHouseTestDatabase): Promise<void> {
  for (const file of globSync(
    `${service}/clickhouse/migrations/*.sql`,
  ).sort()) {
    const statements = readFileSync(file, 'utf8')
      .replace(/^--.*$/gm, '')
      .split(/;\s*(?:\n|$)/)
      .filter(statement => statement.trim() !== '');
    for (const statement of statements) {
      await command(statement);
    }
  }
}

/** As ClickHouse reads it. @param ms - since 1970 */
function timeOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, -1).replace('T', ' ');
}

/** A visit of two pages that ended in an order of two lines, and one that did not. */
async function visit(
  { insert, command }: ClickHouseTestDatabase,
  at: number,
): Promise<void> {
  const id = (n: number) =>
    `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
  const event = {
    tenant_id: 'default',
    customer_id: null,
    product_id: null,
    product_name: '',
    category: '',
    currency: '',
    page: '/products',
    query: '',
    checksum: 0,
    version: 1,
  };
  const seen = (n: number, session: number, type: string) => ({
    ...event,
    event_id: id(n),
    type,
    session_id: id(session),
    occurred_at: timeOf(at + n * 10_000),
    updated_at: timeOf(at + n * 10_000),
  });
  const product = {
    product_id: id(40),
    product_name: 'Чай',
    category: 'tea',
    currency: 'UAH',
  };
  await insert('events_feed', [
    seen(1, 30, 'page_view'),
    { ...seen(2, 30, 'search'), query: 'Чай' },
    { ...seen(3, 30, 'product_view'), ...product },
    seen(4, 30, 'page_view'),
    seen(5, 31, 'page_view'),
  ]);
  const order = {
    tenant_id: 'default',
    order_id: id(50),
    customer_id: id(60),
    currency: 'UAH',
    created_at: timeOf(at + 60_000),
    updated_at: timeOf(at + 60_000),
    checksum: 0,
    version: 1,
  };
  await insert('orders_feed', [
    {
      ...order,
      order_number: '1',
      status: 'paid',
      total: 20_000,
      delivery_cost: 7_000,
      delivery_method: 'courier',
      delivery_city: 'Київ',
      items: 2,
      units: 2,
      payment_status: 'captured',
    },
  ]);
  const line = {
    ...order,
    ...product,
    order_status: 'paid',
    sku: 'TEA',
    quantity: 1,
    unit_price: 6_500,
    total: 6_500,
  };
  await insert('order_items_feed', [
    { ...line, order_item_id: id(70) },
    { ...line, order_item_id: id(71), product_id: id(41), sku: 'HERBS' },
  ]);
  for (const table of [
    'sales_daily',
    'product_performance',
    'customer_cohorts',
  ]) {
    await command(`SYSTEM REFRESH VIEW ${table}_refresh`);
    await command(`SYSTEM WAIT VIEW ${table}_refresh`);
  }
}

describeOnClickHouse('the dashboards that the pipeline ships', getDatabase => {
  const to = Date.now();
  const window = {
    from: new Date(to - 24 * HOUR_MS).toISOString(),
    to: new Date(to).toISOString(),
  };
  let server: Parameters<typeof request>[0];

  const pathOf = (dashboard: string) =>
    `/api/analytics/dashboards/${SERVICE.replace(':', '/')}/${dashboard}`;
  const panelsOf = async (dashboard: string) => {
    const { body } = await request(server).get(pathOf(dashboard));
    return dashboardSchema.parse(body).dashboard.spec.panels;
  };
  async function ask(dashboard: string, panel: string) {
    const { status, body } = await request(server)
      .post(`${pathOf(dashboard)}/panels/${panel}/data`)
      .send(window);
    expect([panel, status, body.error?.message]).toEqual([
      panel,
      200,
      undefined,
    ]);
    return answerSchema.parse(body);
  }

  beforeAll(async () => {
    await migrate(getDatabase());
    await visit(getDatabase(), to - HOUR_MS);
    ({ server } = await startTestBackend({
      features: [
        analyticsPlugin,
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
        createServiceFactory({
          service: coreServices.scheduler,
          deps: {},
          factory: () => mockServices.scheduler(),
        }),
        catalogServiceMock.factory({ entities: [findService()] }),
        mockServices.rootConfig.factory({
          data: {
            clickhouse: {
              connections: { default: { url: getDatabase().url } },
            },
            analytics: {
              tables: portalConfig.getStringArray('analytics.tables'),
              sharedTables: portalConfig.getStringArray(
                'analytics.sharedTables',
              ),
            },
          },
        }),
      ],
    }));
  }, 120_000);

  it('are read without a problem', async () => {
    const { body } = await request(server).get('/api/analytics/dashboards');
    expect(listSchema.parse(body).dashboards).toEqual(
      SHIPPED.map(name => ({ name, problems: [] })),
    );
  });

  it.each(SHIPPED)(
    'answer each panel from the tables with the columns it draws: %s',
    async name => {
      const panels = await panelsOf(name);
      expect(panels.length).toBeGreaterThan(3);
      for (const { id, columns, trend } of panels) {
        const answer = await ask(name, id);
        const names = answer.columns.map(column => column.name);
        expect([id, names]).toEqual([id, expect.arrayContaining(columns)]);
        expect([id, answer.trend !== undefined]).toEqual([
          id,
          trend !== undefined,
        ]);
      }
    },
  );

  it.each(SHIPPED)(
    'lead from each mark to what is behind it: %s',
    async name => {
      const shown = { server, path: pathOf(name), window };
      expect(await panelsWithoutDrillDown(shown)).toEqual([]);

      const counts = await countRowsBehindMarks(shown);
      expect(Object.keys(counts).length).toBeGreaterThan(1);
      const empty = Object.keys(counts).filter(id => counts[id] === 0);
      expect(empty).toEqual(
        (NOTHING_BEHIND[name] ?? []).filter(id => id in counts),
      );
    },
  );

  it.each(SHIPPED)(
    'take an injection for any other value, wherever it is put: %s',
    async name => {
      const places = await injectEverywhere({
        server,
        path: pathOf(name),
        window,
      });
      expect(places.length).toBeGreaterThan(4);
    },
  );

  it('count a visit, its pages and its order once', async () => {
    const rowsOf = async (dashboard: string, panel: string) =>
      (await ask(dashboard, panel)).rows;

    expect(await rowsOf('conversion', 'conversion')).toEqual([[0.5]]);
    expect(await rowsOf('conversion', 'funnel')).toEqual([
      ['Visited', '2'],
      ['Looked at a product', '1'],
      ['Placed an order', '1'],
      ['Kept it', '1'],
    ]);
    expect(await rowsOf('conversion', 'by-category')).toEqual([
      ['tea', '1', '1', 1],
    ]);
    expect(await rowsOf('customer-behaviour', 'visit-length')).toEqual([
      ['30'],
    ]);
    expect(await rowsOf('customer-behaviour', 'depth')).toEqual([
      ['1', '1'],
      ['2–3', '1'],
    ]);
    expect(await rowsOf('customer-behaviour', 'searches')).toEqual([
      ['чай', '1'],
    ]);
    expect(await rowsOf('sales', 'revenue')).toEqual([['UAH', '130']]);
  });
});
