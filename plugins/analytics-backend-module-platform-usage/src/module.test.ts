import { decimal, sql } from '@shop-platform/backstage-plugin-clickhouse-node';
import { describeOnClickHouse } from '@shop-platform/backstage-plugin-clickhouse-node/testUtils';
import {
  describeOnPostgres,
  whySkipped,
} from '@shop-platform/backstage-plugin-platform-node/testUtils';
import { z } from 'zod';
import { FakeCluster } from './__testUtils__/FakeCluster';
import { priceOf, startUsage } from './__testUtils__/startUsage';

const usageSchema = z.object({
  minute: z.string(),
  cluster: z.string(),
  namespace: z.string(),
  service: z.string(),
  preview: z.string(),
  resource: z.string(),
  used: decimal(),
  requested: decimal(),
});
const costSchema = z.object({
  minute: z.string(),
  resource: z.string(),
  currency: z.string(),
  price: decimal(),
  cost: decimal(),
  used_cost: decimal(),
  idle_cost: decimal(),
});
const sampleSchema = z.object({
  minute: z.string(),
  source: z.string(),
  status: z.string(),
  reason: z.string(),
});

// Each test starts the module, some of them two, and works on real servers.
jest.setTimeout(60_000);

describeOnClickHouse('the usage of the platform', getDatabase => {
  let west1: FakeCluster;
  let west4: FakeCluster;

  beforeEach(async () => {
    [west1, west4] = await Promise.all([
      FakeCluster.start(),
      FakeCluster.start(),
    ]);
    west1.pods = [
      {
        name: 'core-1',
        labels: { app: 'core' },
        requests: { cpu: '100m', memory: '256Mi' },
        usage: { cpu: '250000001n', memory: '1Ki' },
      },
    ];
  });
  afterEach(async () => {
    await Promise.all([west1.stop(), west4.stop()]);
    const { command } = getDatabase();
    for (const table of [
      'platform_usage_store',
      'platform_samples_store',
      'platform_prices_store',
    ]) {
      await command(`TRUNCATE TABLE IF EXISTS ${table}`);
    }
  });

  const clusters = () => [
    { name: 'west1', url: west1.url, region: 'europe-west1' },
    { name: 'west4', url: west4.url, region: 'europe-west4' },
  ];
  const start = (
    options: Partial<Parameters<typeof startUsage>[0]> = {},
  ): ReturnType<typeof startUsage> =>
    startUsage({
      database: getDatabase(),
      clusters: clusters(),
      ...options,
    });
  const read = async () => {
    const { rows } = await getDatabase()
      .service.connection()
      .query(
        sql`SELECT toString(sampled_at) AS minute, cluster, namespace, service, preview, resource, used, requested
          FROM platform_usage ORDER BY minute, cluster, service, preview, resource`,
        { schema: usageSchema },
      );
    return rows;
  };
  const readCost = async () => {
    const { rows } = await getDatabase()
      .service.connection()
      .query(
        sql`SELECT toString(sampled_at) AS minute, resource, currency, price, cost, used_cost, idle_cost
          FROM platform_cost ORDER BY minute, resource`,
        { schema: costSchema },
      );
    return rows;
  };
  const readSamples = async () => {
    const { rows } = await getDatabase()
      .service.connection()
      .query(
        sql`SELECT toString(sampled_at) AS minute, source, status, reason
          FROM platform_samples ORDER BY minute, source`,
        { schema: sampleSchema },
      );
    return rows;
  };

  it('is what the pods of a service use and reserve in a minute', async () => {
    const labels = { 'backstage.io/kubernetes-id': 'core-service', app: 'x' };
    west1.pods = [
      {
        name: 'core-1',
        labels,
        requests: { cpu: '100m', memory: '256Mi' },
        usage: { cpu: '1234567n', memory: '100Ki' },
      },
      // It has only just started.
      { name: 'core-2', labels, requests: { cpu: '1.5' } },
      {
        name: 'core-3',
        labels: { ...labels, 'shop-platform.io/preview': 'pr-7' },
        usage: { cpu: '1', memory: '1e3' },
      },
      { name: 'core-4', labels, phase: 'Succeeded', requests: { cpu: '9' } },
      { name: 'core-5', labels, phase: 'Pending', requests: { cpu: '9' } },
      { name: 'core-6', labels, namespace: 'x', requests: { cpu: '9' } },
    ];
    const { sampleAt } = await start({
      usage: { namespaces: ['shop', 'previews'] },
    });
    await sampleAt('2090-01-31T12:00:59.999Z');

    const core = {
      minute: '2090-01-31 12:00:00',
      cluster: 'west1',
      namespace: 'shop',
      service: 'core-service',
    };
    const cpu = { ...core, resource: 'cpu_core_seconds' };
    const memory = { ...core, resource: 'memory_byte_seconds' };
    expect(await read()).toEqual([
      { ...cpu, preview: '', used: '0.07407402', requested: '96' },
      { ...memory, preview: '', used: '6144000', requested: '16106127360' },
      { ...cpu, preview: 'pr-7', used: '60', requested: '0' },
      { ...memory, preview: 'pr-7', used: '60000', requested: '0' },
    ]);
  });

  it('is that of the entity which names the service', async () => {
    const entity = (name: string, annotations: Record<string, string>) => ({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata: { name, namespace: 'shop', annotations },
    });
    west1.pods = ['storefront-service', 'core', 'nobody'].map(name => ({
      name,
      labels: { 'backstage.io/kubernetes-id': name },
    }));
    const { sampleAt } = await start({
      entities: [
        entity('storefront', {
          'backstage.io/kubernetes-id': 'x',
          'shop-platform.io/service-name': 'storefront-service',
        }),
        entity('core-service', { 'backstage.io/kubernetes-id': 'core' }),
      ],
    });
    await sampleAt('2090-01-31T12:00:00Z');
    const { rows } = await getDatabase()
      .service.connection()
      .query(
        sql`SELECT DISTINCT service, entity FROM platform_usage ORDER BY service`,
        { schema: z.object({ service: z.string(), entity: z.string() }) },
      );
    expect(rows).toEqual([
      { service: 'core', entity: 'component:shop/core-service' },
      { service: 'nobody', entity: 'component:default/nobody' },
      {
        service: 'storefront-service',
        entity: 'component:shop/storefront',
      },
    ]);
  });

  it('counts once what two replicas sample in the same minute', async () => {
    const [first, second] = await Promise.all([start(), start()]);
    await first.sampleAt('2090-01-31T12:00:01Z');
    west1.pods[0].usage = { cpu: '2', memory: '2Ki' };
    await second.sampleAt('2090-01-31T12:00:30Z');
    await second.sampleAt('2090-01-31T12:00:30Z');
    await first.sampleAt('2090-01-31T12:01:02Z');

    expect(
      (await read()).map(({ minute, resource, used }) => [
        minute.slice(-8),
        resource,
        used,
      ]),
    ).toEqual([
      ['12:00:00', 'cpu_core_seconds', '120'],
      ['12:00:00', 'memory_byte_seconds', '122880'],
      ['12:01:00', 'cpu_core_seconds', '120'],
      ['12:01:00', 'memory_byte_seconds', '122880'],
    ]);
    expect(await readSamples()).toHaveLength(4);
  });

  it('leaves out what did not answer, and says so', async () => {
    west4.pods = west1.pods;
    west1.hasMetrics = false;
    const usage = {
      databases: [
        {
          name: 'shop-postgres',
          type: 'postgresql',
          region: 'europe-west1',
          // Nothing listens on this port.
          url: 'postgres://portal:secret@127.0.0.1:1/shop',
        },
        { name: 'unset', type: 'postgresql', region: 'europe-west1' },
      ],
    };
    const { sampleAt, logger } = await start({ usage });
    await west4.stop();
    await sampleAt('2090-01-31T12:00:00Z');
    await sampleAt('2090-01-31T12:01:00Z');
    west1.hasMetrics = true;
    await sampleAt('2090-01-31T12:02:00Z');
    // Another replica had no luck in the same minute: it was answered all the same.
    west1.hasMetrics = false;
    await sampleAt('2090-01-31T12:02:30Z');

    expect((await read()).map(({ minute }) => minute.slice(-8))).toEqual([
      '12:02:00',
      '12:02:00',
    ]);
    const samples = (await readSamples()).map(
      ({ minute, source, status, reason }) =>
        [minute.slice(-8), source, status, reason] as const,
    );
    const first = [
      ['12:00:00', 'shop-postgres', 'silent', expect.any(String)],
      ['12:00:00', 'west1', 'refused', expect.stringMatching(/not find/)],
      ['12:00:00', 'west4', 'silent', expect.any(String)],
    ];
    expect(samples.slice(0, 3)).toEqual(first);
    expect(samples[7]).toEqual(['12:02:00', 'west1', 'answered', '']);
    expect(JSON.stringify(samples)).not.toContain('secret');

    const warnings = logger.warn.mock.calls.map(([message]) => message);
    const about = (name: string) =>
      warnings.filter(message => message.includes(`usage of ${name} is`));
    expect(about('west4')).toHaveLength(1);
    expect(about('west1')).toHaveLength(2);
  });

  describeOnPostgres(`in a PostgreSQL${whySkipped}`, () => {
    it('is what its schemas hold, and the rest', async () => {
      const { sampleAt } = await start({
        clusters: [],
        usage: {
          databases: [
            {
              name: 'shop-postgres',
              type: 'postgresql',
              region: 'europe-west1',
              url: process.env.POSTGRES_URL ?? '',
              services: {
                information_schema: 'catalog-service',
                nobody: 'nobody',
              },
            },
          ],
        },
      });
      await sampleAt('2090-01-31T12:00:00Z');
      const rows = await read();
      expect(
        rows.map(({ namespace, service, resource }) => [
          namespace,
          service,
          resource,
        ]),
      ).toEqual([
        ['information_schema', 'catalog-service', 'storage_byte_seconds'],
        ['', 'shop-postgres', 'storage_byte_seconds'],
      ]);
      expect(rows.every(({ used }) => Number(used) > 0)).toBe(true);
    });
  });

  it('is also what a ClickHouse keeps', async () => {
    const { sampleAt } = await start({
      clusters: [],
      usage: {
        databases: [
          { name: 'shop-clickhouse', type: 'clickhouse', region: 'west' },
        ],
      },
    });
    await sampleAt('2090-01-31T12:00:00Z');
    const { name } = getDatabase();
    // Its own tables are there by now.
    await sampleAt('2090-01-31T12:01:00Z');
    const own = (await read()).filter(({ namespace }) => namespace === name);
    expect(own[0]).toMatchObject({
      cluster: 'shop-clickhouse',
      service: 'shop-clickhouse',
      resource: 'storage_byte_seconds',
      requested: own[0].used,
    });
    expect(Number(own[0].used)).toBeGreaterThan(0);
  });

  it('costs what the list said at the time, to the last digit', async () => {
    const january = priceOf('europe-west1', 'cpu', '0.023993370001');
    const february = {
      ...priceOf('europe-west1', 'cpu', '0.03', '2090-02-01'),
      currency: 'EUR',
    };
    const before = await start({
      usage: { prices: { currency: 'USD', list: [january, february] } },
    });
    await before.sampleAt('2090-01-31T23:59:59Z');
    await before.sampleAt('2090-02-01T00:00:00Z');
    await before.stop();
    // The list of another year no longer has the old prices.
    const after = await start({
      usage: {
        prices: {
          currency: 'USD',
          list: [
            { ...february, price: '0.06', currency: 'USD' },
            priceOf('europe-west1', 'cpu', '0.12', '2090-03-01'),
          ],
        },
      },
    });
    await after.sampleAt('2090-03-01T00:00:59Z');

    // 0.250000001 cores for a minute; prices in trillionths, the cost to 24 places.
    const costAt = (trillionths: bigint) => {
      const cost = (250_000_001n * 60n * trillionths * 1_000n) / 3_600n;
      return `0.${cost.toString().padStart(24, '0')}`.replace(/0+$/, '');
    };
    const cost = await readCost();
    expect(
      cost
        .filter(({ resource }) => resource === 'cpu_core_seconds')
        .map(row => [row.currency, row.price, row.cost, row.idle_cost]),
    ).toEqual([
      ['USD', '0.023993370001', costAt(23_993_370_001n), '0'],
      // The same day with another price and currency was a correction.
      ['USD', '0.06', costAt(60_000_000_000n), '0'],
      ['USD', '0.12', costAt(120_000_000_000n), '0'],
    ]);
    // Memory has no price in this list, and is not for nothing.
    expect(
      cost.filter(({ resource }) => resource === 'memory_byte_seconds'),
    ).toHaveLength(3);
    expect(
      cost.find(({ resource }) => resource === 'memory_byte_seconds'),
    ).toMatchObject({ currency: '', cost: '0' });
  });

  it('costs what is reserved and not used', async () => {
    west1.pods[0].usage = { cpu: '25m', memory: '64Mi' };
    const { sampleAt } = await start({
      usage: {
        prices: {
          currency: 'USD',
          list: [
            priceOf('europe-west1', 'cpu', '0.6'),
            priceOf('europe-west1', 'memory', '0.24'),
          ],
        },
      },
    });
    await sampleAt('2090-01-31T12:00:00Z');
    expect(
      (await readCost()).map(row => [row.cost, row.used_cost, row.idle_cost]),
    ).toEqual([
      ['0.001', '0.00025', '0.00075'],
      ['0.001', '0.00025', '0.00075'],
    ]);
  });

  const list = (...entries: object[]) => ({
    prices: { currency: 'USD', list: entries },
  });
  const entry = priceOf('europe-west1', 'cpu', '0.02');
  it.each([
    [{ prices: { currency: 'XXQ' } }, /prices\.currency: 'XXQ' is no currency/],
    [list({ ...entry, price: '-0.02' }), /list\[0\]\.price: has to be a decim/],
    [
      list({ ...entry, price: 0.02 }),
      /list\[0\]\.price: has to be text in quo/,
    ],
    [list(entry, { ...entry, source: undefined }), /list\[1\]\.source: has to/],
    [list({ ...entry, source: 'file:///etc' }), /list\[0\]\.source: has to be/],
    [list({ ...entry, validFrom: '2090-02-30' }), /validFrom: has to be a day/],
    [list({ ...entry, currency: 'usd' }), /list\[0\]\.currency: 'usd' is no/],
    [list({ ...entry, resource: 'gpu' }), /has to be cpu, memory or storage/],
    [list({ ...entry, regoin: 'x' }), /Unrecognized key: "regoin"/],
    [list(entry, entry), /list\[1\]: another entry is for cpu in europe-west1/],
    [{ connection: 'nobody' }, /platformUsage\.connection: there is no connec/],
    [
      { databases: [{ name: 'a', type: 'mysql', region: 'b' }] },
      /databases\[0\]\.type: 'mysql' has to be/,
    ],
  ])('refuses to start with %j', async (usage, message) => {
    await expect(
      start({ usage: JSON.parse(JSON.stringify(usage)) }),
    ).rejects.toThrow(message);
  });
});
