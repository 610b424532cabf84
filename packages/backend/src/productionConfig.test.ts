import { ConfigSources } from '@backstage/config-loader';
import { resolve } from 'node:path';

const root = resolve(__dirname, '../../..');

/** What production sets; addresses as production has them. */
const environment: Record<string, string> = {
  PORTAL_URL: 'https://backstage.shop.example.com',
  POSTGRES_HOST: 'postgres.shop.example.com',
  POSTGRES_PORT: '5432',
  POSTGRES_DATABASE: 'portal',
  POSTGRES_USER: 'portal',
  POSTGRES_PASSWORD: 'secret',
  AUTH_GITHUB_CLIENT_ID: 'id',
  AUTH_GITHUB_CLIENT_SECRET: 'secret',
  GITHUB_ORGANIZATION: 'shop-platform',
  GITHUB_APP_ID: '1',
  GITHUB_APP_CLIENT_ID: 'id',
  GITHUB_APP_CLIENT_SECRET: 'secret',
  GITHUB_APP_WEBHOOK_SECRET: 'secret',
  GITHUB_APP_PRIVATE_KEY: 'secret',
  CATALOG_LOCATION:
    'https://github.com/shop-platform/catalog/blob/main/catalog-info.yaml',
  TECHDOCS_BUCKET: 'shop-techdocs',
  CLICKHOUSE_URL: 'https://clickhouse.shop.example.com:8443',
  CLICKHOUSE_USER: 'portal',
  CLICKHOUSE_PASSWORD: 'secret',
  CLICKHOUSE_USAGE_USER: 'usage',
  CLICKHOUSE_USAGE_PASSWORD: 'secret',
  ANALYTICS_ETL_URL: 'https://analytics-etl.internal.shop.example.com',
  ANALYTICS_ETL_TOKEN: 'secret',
  KUBERNETES_EUROPE_WEST1_URL: 'https://west1.clusters.shop.example.com',
  KUBERNETES_EUROPE_WEST1_CA: 'LS0t',
  KUBERNETES_EUROPE_WEST1_VIEWER_TOKEN: 'looks-in-west1',
  KUBERNETES_EUROPE_WEST1_DEPLOYER_TOKEN: 'deploys-in-west1',
  KUBERNETES_EUROPE_WEST4_URL: 'https://west4.clusters.shop.example.com',
  KUBERNETES_EUROPE_WEST4_CA: 'LS0t',
  KUBERNETES_EUROPE_WEST4_VIEWER_TOKEN: 'looks-in-west4',
  KUBERNETES_EUROPE_WEST4_DEPLOYER_TOKEN: 'deploys-in-west4',
  SHOP_GATEWAY_EUROPE_WEST1_URL: 'https://west1.shop.example.com/healthz',
  SHOP_DATABASE_EUROPE_WEST1_URL: 'postgres://portal:secret@west1.sql/shop',
  SHOP_GATEWAY_EUROPE_WEST4_URL: 'https://west4.shop.example.com/healthz',
  SHOP_DATABASE_EUROPE_WEST4_URL: 'postgres://portal:secret@west4.sql/shop',
  GRAFANA_URL: 'https://grafana.shop.example.com',
  JAEGER_URL: 'https://jaeger.shop.example.com',
  KIALI_URL: 'https://kiali.shop.example.com',
  PROMETHEUS_URL: 'https://prometheus.shop.example.com',
};

async function load(names: string[], values = environment) {
  const asked = new Set<string>();
  const config = await ConfigSources.toConfig(
    ConfigSources.defaultForTargets({
      targets: names.map(name => ({
        type: 'path',
        target: resolve(root, name),
      })),
      watch: false,
      substitutionFunc: async key => {
        asked.add(key);
        return values[key];
      },
    }),
  );
  return { config, asked };
}

const loadProduction = (values?: Record<string, string>) =>
  load(['app-config.yaml', 'app-config.production.yaml'], values);

/** All values of a configuration with their paths. */
function leaves(value: unknown, path = ''): [string, unknown][] {
  if (value === null || typeof value !== 'object') {
    return [[path, value]];
  }
  return Object.entries(value).flatMap(([key, child]) =>
    leaves(child, path ? `${path}.${key}` : key),
  );
}

describe('the production configuration', () => {
  it('signs nobody in without a password', async () => {
    const { config } = await loadProduction();
    expect(config.getConfig('auth.providers').keys()).toEqual(['github']);
    expect(config.getString('auth.environment')).toBe('production');
    const flags = leaves(config.get()).filter(([path]) =>
      /dangerously/i.test(path),
    );
    expect(flags).toEqual([]);
    config.close();
  });

  it('has no address of one machine, and asks the environment for nothing undocumented', async () => {
    const { config, asked } = await loadProduction();
    const loopback = leaves(config.get()).filter(
      ([, value]) =>
        typeof value === 'string' &&
        /localhost|127\.0\.0\.1|\[::1\]/.test(value),
    );
    expect(loopback).toEqual([]);
    expect([...asked].sort()).toEqual(Object.keys(environment).sort());
    config.close();
  });

  it('lets nobody experiment alone, in no cluster', async () => {
    const { config } = await loadProduction();
    const [locator] = config.getConfigArray('kubernetes.clusterLocatorMethods');
    const clusters = locator
      .getConfigArray('clusters')
      .map(cluster => cluster.getString('name'));
    const policy = config.getConfig('chaos.policy');
    expect(policy.get('approval')).toEqual([
      { clusters, notify: ['group:default/platform-engineers'] },
    ]);
    expect(policy.get('environments')).toEqual([
      { name: 'production', clusters },
    ]);
    // Those who are told may approve; those who may only run cannot.
    const roles = config.getConfig('permission.roles');
    expect(roles.get('platform-engineer.allow')).toEqual(['*']);
    expect(roles.get('developer.allow')).toContain('chaos.run');
    expect(roles.get('developer.allow')).not.toContain('chaos.approve');
    // What holds everywhere holds here.
    expect(policy.getNumber('rate.perPerson.starts')).toBe(30);
    config.close();
  });

  it('looks at clusters with other credentials than it deploys with, and offers no terminal and no deletion', async () => {
    const { config } = await loadProduction();
    const [locator] = config.getConfigArray('kubernetes.clusterLocatorMethods');
    for (const cluster of locator.getConfigArray('clusters')) {
      const looks = cluster.getString('serviceAccountToken');
      const deploys = config.getString(
        `clusters.tokens.${cluster.getString('name')}`,
      );
      expect(looks).toMatch(/^looks-in-/);
      expect(deploys).toBe(looks.replace('looks', 'deploys'));
    }
    expect(config.has('kubernetes.podExecTerminal')).toBe(false);
    expect(config.has('kubernetes.frontend')).toBe(false);
    config.close();
  });

  it('has the regions of app-config.yaml, and asks what answers for each only where the environment says it', async () => {
    const { config: base } = await load(['app-config.yaml']);
    const { config } = await loadProduction();
    const { config: withoutAddresses } = await loadProduction(
      Object.fromEntries(
        Object.entries(environment).filter(([key]) => !/^SHOP_/.test(key)),
      ),
    );
    const regions = base.getConfigArray('regions').map(region => region.get());
    expect(config.get('regions')).toEqual(
      regions.map(region => ({
        ...Object(region),
        gateway: { url: expect.stringMatching(/^https:/) },
        database: { url: expect.stringMatching(/^postgres:/) },
      })),
    );
    expect(withoutAddresses.get('regions')).toEqual(
      regions.map(region => ({ ...Object(region), gateway: {}, database: {} })),
    );
    for (const each of [base, config, withoutAddresses]) {
      each.close();
    }
  });

  it('keeps permissions on, and reads no files of this repository', async () => {
    const { config } = await loadProduction();
    expect(config.getBoolean('permission.enabled')).toBe(true);
    expect(config.getConfig('permission.roles').keys()).toContain('viewer');
    for (const location of config.getConfigArray('catalog.locations')) {
      expect(location.getString('type')).toBe('url');
    }
    config.close();
  });
});
