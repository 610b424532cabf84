import {
  type Reading,
  type Region,
  type RegionDatabase,
  type RegionFinding,
  type RegionGateway,
  type RegionLevel,
  type RegionTraffic,
  type RegionWorkloads,
} from '@shop-platform/backstage-plugin-regions-common';
import { type RegionLimits } from '../config';

/** What is known of a region when it is judged. */
export type RegionFacts = Pick<
  Region,
  'role' | 'clusters' | 'gateway' | 'traffic' | 'database'
>;

/** Fewer requests than this say little about how many fail. */
const FEW_REQUESTS = 20;
/** From here on most customers cannot be served. */
const MOST = 0.5;

// A known problem outranks a missing answer, a missing answer outranks good news.
const SEVERITY: Record<RegionLevel, number> = {
  down: 3,
  degraded: 2,
  unknown: 1,
  healthy: 0,
};

const percent = (share: number) => `${Number((share * 100).toPrecision(3))} %`;
const round = (value: number) => Number(value.toPrecision(3));

function judgeGateway(
  reading: Reading<RegionGateway>,
  { gatewayLatencyMs: limit }: RegionLimits,
): RegionFinding[] {
  if (reading.state === 'unknown') {
    return [
      {
        rule: 'gateway-silent',
        level: 'unknown',
        since: reading.since,
        text: `The gateway is not heard: ${reading.reason}`,
      },
    ];
  }
  if (reading.state === 'absent') {
    return [];
  }
  const { ok, answer, latencyMs } = reading.value;
  if (!ok) {
    return [
      {
        rule: 'gateway-fails',
        level: 'down',
        subject: answer,
        text: `The gateway does not serve: ${answer}`,
      },
    ];
  }
  return latencyMs > limit
    ? [
        {
          rule: 'gateway-slow',
          level: 'degraded',
          measured: latencyMs,
          limit,
          text: `The gateway took ${round(latencyMs)} ms (limit ${limit} ms)`,
        },
      ]
    : [];
}

function add(
  values: RegionWorkloads[],
  of: (value: RegionWorkloads) => number,
) {
  return values.reduce((total, value) => total + of(value), 0);
}

function judgeClusters(
  clusters: RegionFacts['clusters'],
  limits: RegionLimits,
): RegionFinding[] {
  const known = clusters.flatMap(({ workloads }) =>
    workloads.state === 'known' ? [workloads.value] : [],
  );
  const silent = clusters.flatMap(({ title, workloads }): RegionFinding[] =>
    workloads.state === 'unknown'
      ? [
          {
            rule: 'cluster-silent',
            level: 'unknown',
            subject: title,
            since: workloads.since,
            text: `The cluster ${title} is not heard: ${workloads.reason}`,
          },
        ]
      : [],
  );
  return [
    ...silent,
    ...judgePods(known, silent.length === 0),
    ...judgeRestarts(known, limits),
  ];
}

function judgePods(
  known: RegionWorkloads[],
  isComplete: boolean,
): RegionFinding[] {
  const ready = add(known, ({ podsReady }) => podsReady);
  const desired = add(known, ({ podsDesired }) => podsDesired);
  const lacking = known.flatMap(({ notReady }) => notReady);
  if (lacking.length === 0) {
    return [];
  }
  const numbers = { measured: ready, limit: desired };
  if (ready === 0 && isComplete) {
    return [
      {
        rule: 'nothing-ready',
        level: 'down',
        ...numbers,
        text: `None of ${desired} pods is ready`,
      },
    ];
  }
  const names = [...new Set(lacking.map(({ name }) => name))];
  const shown = names.slice(0, 3).join(', ');
  const subject = names.length > 3 ? `${shown}, …` : shown;
  return [
    {
      rule: 'pods-missing',
      level: 'degraded',
      subject,
      ...numbers,
      text: `${ready} of ${desired} pods are ready; ${subject} lacks some`,
    },
  ];
}

function judgeRestarts(
  known: RegionWorkloads[],
  { restarts: limit }: RegionLimits,
): RegionFinding[] {
  const measured = add(known, ({ restartsLastHour }) => restartsLastHour);
  return measured > limit
    ? [
        {
          rule: 'restarts',
          level: 'degraded',
          measured,
          limit,
          text: `Containers restarted ${measured} times in the last hour (limit ${limit})`,
        },
      ]
    : [];
}

function judgeErrors(
  { requests, errorRate }: RegionTraffic,
  limit: number,
): RegionFinding[] {
  if (
    errorRate === undefined ||
    requests < FEW_REQUESTS ||
    errorRate <= Math.min(limit, MOST)
  ) {
    return [];
  }
  const isMost = errorRate > MOST;
  return [
    {
      rule: isMost ? 'mostly-errors' : 'errors',
      level: isMost ? 'down' : 'degraded',
      measured: errorRate,
      limit: isMost ? MOST : limit,
      text: `${percent(
        errorRate,
      )} of ${requests} requests failed (limit ${percent(
        isMost ? MOST : limit,
      )})`,
    },
  ];
}

function judgeTraffic(
  reading: Reading<RegionTraffic>,
  limits: RegionLimits,
): RegionFinding[] {
  if (reading.state === 'unknown') {
    return [
      {
        rule: 'traffic-unknown',
        level: 'unknown',
        since: reading.since,
        text: `Errors and durations are not known: ${reading.reason}`,
      },
    ];
  }
  if (reading.state === 'absent') {
    return [];
  }
  const { p95Ms, requests } = reading.value;
  const isSlow =
    p95Ms !== undefined && requests >= FEW_REQUESTS && p95Ms > limits.p95Ms;
  return [
    ...judgeErrors(reading.value, limits.errorRate),
    ...(isSlow
      ? [
          {
            rule: 'slow',
            level: 'degraded',
            measured: p95Ms,
            limit: limits.p95Ms,
            text: `The slowest 5 % of requests take more than ${round(
              p95Ms,
            )} ms (limit ${limits.p95Ms} ms)`,
          } as const,
        ]
      : []),
  ];
}

function judgeReplica(
  { receiving, lagSeconds = 0 }: RegionDatabase,
  { replicationLagMs }: RegionLimits,
): RegionFinding[] {
  if (receiving === false) {
    return [
      {
        rule: 'replication-stopped',
        level: 'degraded',
        measured: lagSeconds,
        text: `The replica receives nothing; its last transaction is ${round(
          lagSeconds,
        )} s old`,
      },
    ];
  }
  const limit = replicationLagMs / 1000;
  return lagSeconds > limit
    ? [
        {
          rule: 'replication-lag',
          level: 'degraded',
          measured: lagSeconds,
          limit,
          text: `The replica is ${round(
            lagSeconds,
          )} s behind (limit ${limit} s)`,
        },
      ]
    : [];
}

function judgeDatabase(
  { role, database }: RegionFacts,
  limits: RegionLimits,
): RegionFinding[] {
  if (database.state === 'unknown') {
    return [
      {
        rule: 'database-silent',
        level: 'unknown',
        since: database.since,
        text: `The database is not heard: ${database.reason}`,
      },
    ];
  }
  if (database.state === 'absent') {
    return [];
  }
  const { value } = database;
  const expected = role === 'secondary' ? 'replica' : role;
  return [
    ...(expected !== undefined && value.role !== expected
      ? [
          {
            rule: 'database-role',
            level: 'degraded',
            subject: value.role,
            text: `The database is a ${value.role}, and the region is configured as ${role}`,
          } as const,
        ]
      : []),
    ...(value.role === 'replica' ? judgeReplica(value, limits) : []),
  ];
}

function judgeAll(facts: RegionFacts, limits: RegionLimits): RegionFinding[] {
  const readings = [
    facts.gateway,
    facts.traffic,
    facts.database,
    ...facts.clusters.map(({ workloads }) => workloads),
  ];
  if (readings.every(({ state }) => state === 'absent')) {
    return [
      {
        rule: 'nothing-watched',
        level: 'unknown',
        text: 'Nothing of this region is watched: give it a cluster, a gateway or a database',
      },
    ];
  }
  return [
    ...judgeGateway(facts.gateway, limits),
    ...judgeClusters(facts.clusters, limits),
    ...judgeTraffic(facts.traffic, limits),
    ...judgeDatabase(facts, limits),
  ];
}

/**
 * Says how a region is and by which rules, the worst first: the first finding
 * makes the level. Depends on nothing but its arguments.
 */
export function judge(
  facts: RegionFacts,
  limits: RegionLimits,
): RegionFinding[] {
  const findings = judgeAll(facts, limits).sort(
    (left, right) => SEVERITY[right.level] - SEVERITY[left.level],
  );
  return findings.length > 0
    ? findings
    : [
        {
          rule: 'all-well',
          level: 'healthy',
          text: 'Everything that is watched answers and is within its limits',
        },
      ];
}

/** How the workloads of one entity are, of which there is at least one. */
export function judgeWorkloads(
  readings: Reading<RegionWorkloads>[],
): RegionLevel {
  const known = readings.flatMap(reading =>
    reading.state === 'known' ? [reading.value] : [],
  );
  const isComplete = known.length === readings.length;
  const [finding] = judgePods(known, isComplete);
  return finding?.level ?? (isComplete ? 'healthy' : 'unknown');
}
