import {
  type Reading,
  type Region,
  type RegionCluster,
  type RegionWorkloads,
} from '@shop-platform/backstage-plugin-regions-common';

const now = () => new Date().toISOString();
const minutesAgo = (minutes: number) =>
  new Date(Date.now() - minutes * 60_000).toISOString();

export function known<T>(value: T): Reading<T> {
  return { state: 'known', at: now(), value };
}

export const absent = { state: 'absent', reason: 'not configured' } as const;

export function unknown(reason: string) {
  return { state: 'unknown', since: minutesAgo(5), reason } as const;
}

/** The Deployments of a cluster, each with its pods: `{ core: [2, 2] }`. */
export function workloads(
  pods: Record<string, [ready: number, desired: number]>,
  restartsLastHour = 0,
): RegionWorkloads {
  const items = Object.entries(pods).map(([name, [ready, desired]]) => ({
    namespace: 'shop',
    name,
    podsReady: ready,
    podsDesired: desired,
    images: [`registry.shop.example.com/${name}:1.4.2`],
  }));
  const notReady = items.filter(
    ({ podsReady, podsDesired }) => podsReady < podsDesired,
  );
  const add = (of: (item: (typeof items)[number]) => number) =>
    items.reduce((total, item) => total + of(item), 0);
  return {
    workloadsReady: items.length - notReady.length,
    workloadsTotal: items.length,
    podsReady: add(({ podsReady }) => podsReady),
    podsDesired: add(({ podsDesired }) => podsDesired),
    restartsLastHour,
    notReady,
    items,
  };
}

export function cluster(
  name: string,
  reading: RegionCluster['workloads'],
): RegionCluster {
  return { name, title: name, workloads: reading };
}

/** A region that is well, but for what is said. */
export function region(values: Partial<Region> & { name: string }): Region {
  return {
    title: values.name,
    verdict: {
      level: 'healthy',
      since: minutesAgo(90),
      findings: [{ rule: 'all-well', level: 'healthy', text: 'All is well' }],
    },
    clusters: [
      cluster(
        `shop-${values.name}`,
        known(workloads({ core: [2, 2], payments: [2, 2], web: [1, 1] })),
      ),
    ],
    gateway: known({ ok: true, latencyMs: 18.4, answer: 'HTTP 200' }),
    traffic: known({
      windowSeconds: 300,
      requests: 12_345,
      errors: 86,
      errorRate: 0.00697,
      p95Ms: 142.3,
    }),
    database: absent,
    ...values,
  };
}

export const belgium = region({
  name: 'europe-west1',
  title: 'Belgium',
  role: 'primary',
  location: { latitude: 50.45, longitude: 3.82 },
  database: known({ role: 'primary', replicas: 1 }),
});

/** Its gateway fails, its cluster is not heard, its database is a replica. */
export const netherlands = region({
  name: 'europe-west4',
  title: 'Netherlands',
  role: 'secondary',
  location: { latitude: 53.44, longitude: 6.84 },
  verdict: {
    level: 'down',
    since: minutesAgo(5),
    findings: [
      {
        rule: 'gateway-fails',
        level: 'down',
        subject: 'HTTP 503',
        text: 'The gateway does not serve: HTTP 503',
      },
      {
        rule: 'cluster-silent',
        level: 'unknown',
        subject: 'shop-west4',
        since: minutesAgo(5),
        text: 'The cluster shop-west4 is not heard: timed out',
      },
    ],
  },
  clusters: [cluster('shop-west4', unknown('no answer within 3000 ms'))],
  gateway: known({ ok: false, latencyMs: 4, answer: 'HTTP 503' }),
  traffic: unknown('ClickHouse: did not answer within 10 s'),
  database: known({ role: 'replica', receiving: true, lagSeconds: 0.42 }),
});
