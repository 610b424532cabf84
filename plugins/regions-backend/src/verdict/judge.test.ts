import { readFileSync } from 'node:fs';
import { type RegionWorkloads } from '@shop-platform/backstage-plugin-regions-common';
import { spec } from '../schema/openapi.generated';
import { judge, judgeWorkloads, type RegionFacts } from './judge';

const limits = {
  errorRate: 0.05,
  p95Ms: 500,
  gatewayLatencyMs: 1_000,
  restarts: 3,
  replicationLagMs: 30_000,
};
const at = '2026-03-10T14:03:20.000Z';
const since = '2026-03-10T13:00:00.000Z';
const known = <T>(value: T) => ({ state: 'known', at, value } as const);
const unknown = { state: 'unknown', since, reason: 'timed out' } as const;
const absent = { state: 'absent', reason: 'not configured' } as const;

const workloads = (values: Partial<RegionWorkloads> = {}) =>
  known({
    workloadsReady: 2,
    workloadsTotal: 2,
    podsReady: 4,
    podsDesired: 4,
    restartsLastHour: 0,
    notReady: [],
    ...values,
  });
const lacking = (podsReady: number, podsDesired: number, names = ['core']) =>
  workloads({
    podsReady,
    podsDesired,
    notReady: names.map(name => ({
      namespace: 'shop',
      name,
      podsReady,
      podsDesired,
      images: [],
    })),
  });
const cluster = (reading: RegionFacts['clusters'][number]['workloads']) => ({
  name: 'a',
  title: 'A',
  workloads: reading,
});
const gateway = (ok: boolean, latencyMs = 20, answer = 'HTTP 200') =>
  known({ ok, latencyMs, answer });
const traffic = (requests: number, errorRate: number, p95Ms = 120) =>
  known({
    windowSeconds: 300,
    requests,
    errors: Math.round(requests * errorRate),
    errorRate,
    p95Ms,
  });

const well: RegionFacts = {
  role: 'primary',
  clusters: [cluster(workloads())],
  gateway: gateway(true),
  traffic: traffic(1_000, 0.01),
  database: known({ role: 'primary', replicas: 1 }),
};
const replica = (values: { receiving?: boolean; lagSeconds?: number }) => ({
  role: 'secondary' as const,
  database: known({ role: 'replica' as const, receiving: true, ...values }),
});

const table: [string, Partial<RegionFacts>, [string, string][]][] = [
  ['everything is well', {}, [['all-well', 'healthy']]],
  [
    'what is not configured is not missed',
    { gateway: absent, traffic: absent, database: absent },
    [['all-well', 'healthy']],
  ],
  [
    'nothing is configured',
    { clusters: [], gateway: absent, traffic: absent, database: absent },
    [['nothing-watched', 'unknown']],
  ],
  [
    'no traffic at all',
    {
      traffic: known({ windowSeconds: 300, requests: 0, errors: 0 }),
    },
    [['all-well', 'healthy']],
  ],
  [
    'the gateway answers no',
    { gateway: gateway(false, 5, 'HTTP 503') },
    [['gateway-fails', 'down']],
  ],
  [
    'the gateway is silent',
    { gateway: unknown },
    [['gateway-silent', 'unknown']],
  ],
  [
    'the gateway is at its limit',
    { gateway: gateway(true, 1_000) },
    [['all-well', 'healthy']],
  ],
  [
    'the gateway is slow',
    { gateway: gateway(true, 1_001) },
    [['gateway-slow', 'degraded']],
  ],
  [
    'one of two clusters is silent',
    { clusters: [cluster(workloads()), cluster(unknown)] },
    [['cluster-silent', 'unknown']],
  ],
  [
    'one is silent, and in the other nothing is ready',
    { clusters: [cluster(lacking(0, 4)), cluster(unknown)] },
    [
      ['pods-missing', 'degraded'],
      ['cluster-silent', 'unknown'],
    ],
  ],
  [
    'nothing is ready',
    { clusters: [cluster(lacking(0, 4))] },
    [['nothing-ready', 'down']],
  ],
  [
    'nothing is ready in one of two clusters',
    { clusters: [cluster(lacking(0, 4)), cluster(workloads())] },
    [['pods-missing', 'degraded']],
  ],
  [
    'some pods are missing',
    { clusters: [cluster(lacking(3, 4))] },
    [['pods-missing', 'degraded']],
  ],
  [
    'as many restarts as allowed',
    { clusters: [cluster(workloads({ restartsLastHour: 3 }))] },
    [['all-well', 'healthy']],
  ],
  [
    'more restarts, in two clusters together',
    {
      clusters: [
        cluster(workloads({ restartsLastHour: 2 })),
        cluster(workloads({ restartsLastHour: 2 })),
      ],
    },
    [['restarts', 'degraded']],
  ],
  [
    'errors at the limit',
    { traffic: traffic(1_000, 0.05) },
    [['all-well', 'healthy']],
  ],
  ['errors', { traffic: traffic(1_000, 0.051) }, [['errors', 'degraded']]],
  ['mostly errors', { traffic: traffic(20, 0.6) }, [['mostly-errors', 'down']]],
  [
    'too few requests to judge',
    { traffic: traffic(19, 1, 9_000) },
    [['all-well', 'healthy']],
  ],
  ['slow', { traffic: traffic(1_000, 0, 501) }, [['slow', 'degraded']]],
  ['traces are silent', { traffic: unknown }, [['traffic-unknown', 'unknown']]],
  [
    'the database is silent',
    { database: unknown },
    [['database-silent', 'unknown']],
  ],
  [
    'a primary region with a replica',
    { ...replica({}), role: 'primary' },
    [['database-role', 'degraded']],
  ],
  [
    'a secondary region with a primary',
    { role: 'secondary' },
    [['database-role', 'degraded']],
  ],
  ['a replica', replica({ lagSeconds: 30 }), [['all-well', 'healthy']]],
  [
    'a replica far behind',
    replica({ lagSeconds: 31 }),
    [['replication-lag', 'degraded']],
  ],
  [
    'a replica that hears nothing',
    replica({ receiving: false, lagSeconds: 5 }),
    [['replication-stopped', 'degraded']],
  ],
  [
    'several things, the worst first',
    {
      gateway: gateway(false, 1, 'connection refused'),
      clusters: [cluster(unknown)],
      traffic: traffic(1_000, 0.2),
    },
    [
      ['gateway-fails', 'down'],
      ['errors', 'degraded'],
      ['cluster-silent', 'unknown'],
    ],
  ],
];

describe('judge', () => {
  it.each(table)('%s', (_, facts, expected) => {
    const findings = judge({ ...well, ...facts }, limits);

    expect(findings.map(({ rule, level }) => [rule, level])).toEqual(expected);
    for (const { level, text } of findings) {
      expect(text).not.toMatch(/undefined|NaN|\.$/);
      expect(level === 'healthy').toBe(findings[0].rule === 'all-well');
    }
  });

  it('says what was measured against which limit, and since when nothing is heard', () => {
    expect(
      judge(
        {
          ...well,
          clusters: [
            cluster(lacking(1, 9, ['a', 'b', 'c', 'd'])),
            cluster(unknown),
          ],
          traffic: traffic(1_000, 0.1234, 1_234.5),
        },
        limits,
      ),
    ).toEqual([
      {
        rule: 'pods-missing',
        level: 'degraded',
        subject: 'a, b, c, …',
        measured: 1,
        limit: 9,
        text: '1 of 9 pods are ready; a, b, c, … lacks some',
      },
      {
        rule: 'errors',
        level: 'degraded',
        measured: 0.1234,
        limit: 0.05,
        text: '12.3 % of 1000 requests failed (limit 5 %)',
      },
      {
        rule: 'slow',
        level: 'degraded',
        measured: 1_234.5,
        limit: 500,
        text: 'The slowest 5 % of requests take more than 1230 ms (limit 500 ms)',
      },
      {
        rule: 'cluster-silent',
        level: 'unknown',
        subject: 'A',
        since,
        text: 'The cluster A is not heard: timed out',
      },
    ]);
  });

  it('has each rule in the table above and in the documentation', () => {
    const rules: readonly string[] = spec.components.schemas.Rule.enum;
    const tried = table.flatMap(([, , expected]) =>
      expected.map(([rule]) => rule),
    );
    expect([...new Set(tried)].sort()).toEqual([...rules].sort());

    const page = readFileSync(
      require.resolve('../../../../docs/plugins/regions.md'),
      'utf8',
    );
    const documented = [
      ...page.matchAll(
        /^\| `([a-z0-9-]+)` +\| (down|degraded|unknown|healthy)/gm,
      ),
    ];
    expect(documented.map(([, rule]) => rule).sort()).toEqual(
      [...rules].sort(),
    );
    for (const [, rule, level] of documented) {
      expect(table.flatMap(([, , expected]) => expected)).toContainEqual([
        rule,
        level,
      ]);
    }
  });
});

describe('judgeWorkloads', () => {
  it.each([
    [[workloads()], 'healthy'],
    [[workloads(), unknown], 'unknown'],
    [[unknown], 'unknown'],
    [[lacking(0, 2)], 'down'],
    [[lacking(0, 2), workloads()], 'degraded'],
    [[lacking(1, 2)], 'degraded'],
    [[lacking(0, 2), unknown], 'degraded'],
  ])('%#', (readings, level) => {
    expect(judgeWorkloads(readings)).toBe(level);
  });
});
