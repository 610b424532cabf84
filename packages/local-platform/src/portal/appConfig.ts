import { writeFile } from 'node:fs/promises';
import { stringify } from 'yaml';
import { ClusterAccess } from '../clusters/ClustersServer';
import { regions } from '../clusters/regions';
import { GithubIntegration } from '../git/GitHost';

export type PortalSettings = {
  port: number;
  postgresUrl: string;
  clickhouseUrl: string;
  /** The database of analytics on the same server. */
  analyticsUrl: string;
  /** The Git host as Backstage's GitHub integration knows it. */
  git: GithubIntegration;
  /** Where generated documentation is kept. */
  techdocsFolder: string;
  /** Where templates are rendered; nothing in it outlives a task. */
  workFolder: string;
  /** The regional clusters, none where there is no shop. */
  clusters: ClusterAccess[];
  /** To look at the clusters, and to deploy. */
  clusterTokens: { viewer: string; deployer: string };
  /** The shop's database. */
  shopPostgresUrl: string;
  /** The service that fills the database of analytics, and what it knows the portal by. */
  etl: { url: string; token: string };
};

/** The people that a visitor of the embedded portal may sign in as; they stand in examples/org.yaml. */
export const personas = [
  {
    id: 'platform-engineer',
    name: 'Olena Kovalenko',
    userEntityRef: 'user:default/olena.kovalenko',
  },
  {
    id: 'developer',
    name: 'Taras Melnyk',
    userEntityRef: 'user:default/taras.melnyk',
  },
  {
    id: 'viewer',
    name: 'Iryna Shevchuk',
    userEntityRef: 'user:default/iryna.shevchuk',
  },
];

const soon = {
  initialDelay: { seconds: 5 },
  frequency: { minutes: 1 },
  timeout: { minutes: 1 },
};

/** What is copied to ClickHouse; the other tables are computed from these there. */
const COPIED = ['orders_analytics', 'order_items_analytics', 'events'];

/** What experiments may be here. */
export const embeddedChaos = {
  policy: {
    // What is really done to the shop: IOChaos takes a volume, which none of its
    // services has.
    kinds: [
      'PodChaos',
      'NetworkChaos',
      'StressChaos',
      'HTTPChaos',
      'DNSChaos',
      'TimeChaos',
    ],
    // Nodes have the images of the shop and no others.
    taskImages: ['ghcr.io/shop-example/*'],
  },
};

const GUEST = 'user:default/guest';

/**
 * What the embedded platform lays over app-config.yaml: addresses, credentials,
 * and the ways to sign in that are safe on one machine only.
 */
export function createAppConfig(settings: PortalSettings) {
  const url = `http://localhost:${settings.port}`;
  return {
    app: { baseUrl: url },
    backend: {
      baseUrl: url,
      workingDirectory: settings.workFolder,
      listen: { host: '127.0.0.1', port: settings.port },
      allowedHosts: [
        `localhost:${settings.port}`,
        `127.0.0.1:${settings.port}`,
      ],
      database: {
        connection: settings.postgresUrl,
        knexConfig: { pool: { min: 0, max: 6 } },
      },
    },
    auth: {
      environment: 'development',
      providers: {
        guest: {
          dangerouslyAllowOutsideDevelopment: true,
          userEntityRef: GUEST,
          ownershipEntityRefs: [GUEST, 'group:default/viewers'],
        },
        personas: {
          dangerouslyAllowOutsideDevelopment: true,
          people: personas,
        },
      },
    },
    // One process needs no bus between replicas, whose open requests hold up a stop.
    events: { useEventBus: 'never' },
    ...clustersConfig(settings),
    chaos: embeddedChaos,
    integrations: { github: [settings.git] },
    clickhouse: {
      connections: {
        default: { url: settings.clickhouseUrl },
        analytics: { url: settings.analyticsUrl },
      },
    },
    analytics: {
      connection: 'analytics',
      // Where there is no shop nothing fills the tables.
      ...(settings.clusters.length > 0 && {
        pipelines: [{ name: 'analytics-etl', ...settings.etl, tables: COPIED }],
      }),
      ...platformUsage(settings),
    },
    traces: {
      sources: [
        { id: 'local', title: 'Embedded platform', type: 'clickhouse' },
      ],
    },
    search: {
      // A small catalog, and people who want to find what they just registered.
      collators: {
        catalog: { schedule: soon },
        techdocs: { schedule: soon },
      },
    },
    // What was just created, or merged, is there as soon.
    templates: { renderings: { schedule: soon } },
    techdocs: {
      publisher: {
        type: 'local',
        local: { publishDirectory: settings.techdocsFolder },
      },
    },
  };
}

/** The services that own schemas of the shop's database, by the schema. */
const schemas = {
  core: 'core-service',
  inventory: 'inventory-service',
  payments: 'payments-service',
  shipping: 'shipping-service',
  notifications: 'notifications-service',
};

/** What is sampled beside the clusters, as if it ran in the primary region. */
function platformUsage({ clusters, shopPostgresUrl }: PortalSettings) {
  const region = regions.find(({ role }) => role === 'primary')?.name;
  if (clusters.length === 0 || !region) {
    return {};
  }
  return {
    platformUsage: {
      connection: 'analytics',
      databases: [
        {
          name: 'shop-postgres',
          type: 'postgresql',
          region,
          url: shopPostgresUrl,
          services: schemas,
        },
        {
          name: 'shop-clickhouse',
          type: 'clickhouse',
          region,
          connection: 'analytics',
        },
      ],
    },
  };
}

/** What the Kubernetes pages show: the other kinds that they know are not served here. */
export const kubernetesKinds = [
  'configmaps',
  'cronjobs',
  'deployments',
  'horizontalpodautoscalers',
  'jobs',
  'limitranges',
  'pods',
  'replicasets',
  'resourcequotas',
  'services',
];

/** The clusters as Backstage's Kubernetes plugin and the portal's own plugins know them. */
function clustersConfig({
  clusters,
  clusterTokens,
  shopPostgresUrl,
}: PortalSettings) {
  if (clusters.length === 0) {
    return {};
  }
  return {
    kubernetes: {
      serviceLocatorMethod: { type: 'multiTenant' },
      objectTypes: kubernetesKinds,
      clusterLocatorMethods: [
        {
          type: 'config',
          clusters: clusters.map(({ name, url, ca }) => ({
            name,
            url,
            caData: Buffer.from(ca).toString('base64'),
            authProvider: 'serviceAccount',
            serviceAccountToken: clusterTokens.viewer,
          })),
        },
      ],
    },
    clusters: {
      regions: Object.fromEntries(
        clusters.map(({ name, region }) => [name, region]),
      ),
      tokens: Object.fromEntries(
        clusters.map(({ name }) => [name, clusterTokens.deployer]),
      ),
    },
    regions: regions.map(({ name, title, location, role }) => ({
      name,
      title,
      location,
      role,
      namespaces: ['shop', 'istio-ingress'],
      gateway: {
        url: `${
          clusters.find(({ region }) => region === name)?.gatewayUrl
        }/healthz/ready`,
      },
      ...(role === 'primary' && { database: { url: shopPostgresUrl } }),
    })),
  };
}

export async function writeAppConfig(
  file: string,
  settings: PortalSettings,
): Promise<void> {
  const heading =
    '# Written at each start of the embedded platform; changes here are lost.\n# It holds credentials and open sign-in: for this machine alone.\n';
  await writeFile(file, heading + stringify(createAppConfig(settings)), {
    mode: 0o600,
  });
}
