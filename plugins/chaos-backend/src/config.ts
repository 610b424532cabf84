import { readDurationFromConfig, type Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds, type HumanDuration } from '@backstage/types';
import { z } from 'zod';
import { policySchema } from './policy/policySchema';

/** A time in which nothing starts; milliseconds since 1970. */
export type Freeze = {
  from: number;
  to: number;
  reason: string;
  /** Undefined: all of them. */
  regions?: string[];
};

/** What takes a second person's approval; undefined: all. */
export type ApprovalRule = {
  clusters?: string[];
  namespaces?: string[];
  /** Who is told: refs of users and groups. */
  notify: string[];
};

/** When something may run; undefined clusters or namespaces: all of them. */
export type Hours = {
  clusters?: string[];
  namespaces?: string[];
  /** Whose clocks count: `Europe/Kyiv`. */
  zone: string;
  /** 0 is Sunday; undefined: every day. */
  days?: number[];
  /** In minutes since midnight. */
  from: number;
  to: number;
};

/** What is narrower in some clusters and namespaces; undefined: all of them. */
export type Environment = {
  name: string;
  clusters?: string[];
  namespaces?: string[];
  kinds?: string[];
  maxDurationMs?: number;
  maxPercentage?: number;
};

/** How many may start within a time. */
export type Rate = { starts: number; withinMs: number };

/** What may start. */
export type PolicySettings = {
  kinds: string[];
  namespaces: string[];
  maxDurationMs: number;
  /** Of the pods that a selector means, in percent. */
  maxPercentage: number;
  /** Runs of one person at the same time. */
  maxActive: number;
  environments: Environment[];
  /** Of one person, and of what hits one component; as many as there are where undefined. */
  rate: { perPerson?: Rate; perTarget?: Rate };
  /** What StatusChecks may ask beside Services of the namespaces. */
  statusUrls: string[];
  freezes: Freeze[];
  /** Where there are some, one of them has to hold what starts. */
  hours: Hours[];
  /** Where another person has to approve a start. */
  approval: ApprovalRule[];
  /** How long a start waits for that. */
  approveWithinMs: number;
  /** What tasks of Workflows may run; `*` at the end stands for anything. */
  taskImages: string[];
};

/** A query that a check may name. */
export type CheckQuery = {
  name: string;
  title?: string;
  sql: string;
  /** Of `clickhouse.connections`. */
  connection: string;
};

/** What the steady-state checks of experiments may ask. */
export type CheckSettings = {
  /** Where a check by HTTP may ask. */
  origins: string[];
  queries: CheckQuery[];
  prometheus?: { url: string; headers: Record<string, string> };
  timeoutMs: number;
  /** How often in a row one has to fail until its run is halted. */
  failures: number;
  /** How often in a row one may not say that it holds until its run is halted. */
  unknowns: number;
};

/** When a service has held. */
export type SteadyState = { errorRate: number; p95Ms: number };

/** The ConfigMap that is the lever of each cluster itself. */
export type LeverSettings = { namespace: string; name: string };

export type ChaosSettings = {
  policy: PolicySettings;
  lever: LeverSettings;
  steadyState: SteadyState;
  /** The rate of errors at which a run is halted by itself. */
  haltErrorRate: number;
  checks: CheckSettings;
  /** How long after a run is looked at, before it is judged. */
  afterMs: number;
  recoverWithinMs: number;
  /** How far back the runs that make a score may lie. */
  scoreWindowMs: number;
};

/** `https://shop.example.com`: a scheme, a host and perhaps a port. */
const origin = z.string().refine(isOrigin, {
  error: 'has to be a scheme and a host, such as https://shop.example.com',
});

function isOrigin(text: string): boolean {
  return (
    /^https?:/.test(text) && URL.canParse(text) && new URL(text).origin === text
  );
}

const prometheusUrl = z.url({ protocol: /^https?$/, abort: true }).refine(
  text => {
    const { username, password, search, hash } = new URL(text);
    return `${username}${password}${search}${hash}` === '';
  },
  {
    error: 'has to be the address of Prometheus alone; credentials are headers',
  },
);

/** A name of a namespace, or of an object in one. */
const objectName = z
  .string()
  .regex(/^[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?$/, {
    error: 'has lower-case letters and digits, with hyphens between',
  });

const settingsSchema = z.object({
  lever: z
    .object({
      namespace: objectName.default('chaos-mesh'),
      name: objectName.default('chaos-halt-lever'),
    })
    .prefault({}),
  policy: policySchema.prefault({}),
  steadyState: z
    .object({ errorRate: z.number().gt(0).max(1).default(0.05) })
    .prefault({}),
  haltWhen: z
    .object({ errorRate: z.number().gt(0).max(1).default(0.5) })
    .prefault({}),
  checks: z
    .object({
      origins: z.array(origin).default([]),
      queries: z
        .array(
          z.object({
            name: z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, {
              error: 'has lower-case letters and digits, with hyphens between',
            }),
            title: z.string().min(1).optional(),
            sql: z.string().min(1),
            connection: z.string().min(1).default('default'),
          }),
        )
        .refine(
          queries =>
            new Set(queries.map(({ name }) => name)).size === queries.length,
          { error: 'has two queries of one name' },
        )
        .default([]),
      prometheus: z
        .object({
          url: prometheusUrl,
          headers: z.record(z.string(), z.string()).default({}),
        })
        .optional(),
      failures: z.number().int().min(1).max(20).default(2),
      unknowns: z.number().int().min(1).max(60).default(6),
    })
    .prefault({}),
});

function readDuration(
  config: Config | undefined,
  key: string,
  fallback: HumanDuration,
): number {
  const milliseconds = durationToMilliseconds(
    config?.has(key) ? readDurationFromConfig(config, { key }) : fallback,
  );
  if (!(milliseconds > 0)) {
    throw new InputError(`chaos.${key} has to be longer than nothing`);
  }
  return milliseconds;
}

/** Reads `chaos`; throws an error that names the wrong key. */
export function readChaosConfig(config: Config): ChaosSettings {
  const chaos = config.getOptionalConfig('chaos');
  const parsed = settingsSchema.safeParse(chaos?.get() ?? {});
  if (!parsed.success) {
    const problems = parsed.error.issues.map(
      ({ path, message }) => `${['chaos', ...path].join('.')}: ${message}`,
    );
    throw new InputError(`Invalid configuration. ${problems.join('; ')}`);
  }
  const { lever, steadyState, haltWhen, checks } = parsed.data;
  const { maxDuration: _, approveWithin: __, ...policy } = parsed.data.policy;
  return {
    lever,
    policy: {
      ...policy,
      approveWithinMs: readDuration(chaos, 'policy.approveWithin', {
        hours: 1,
      }),
      maxDurationMs: readDuration(chaos, 'policy.maxDuration', { minutes: 10 }),
    },
    steadyState: {
      ...steadyState,
      p95Ms: readDuration(chaos, 'steadyState.p95', { seconds: 1 }),
    },
    haltErrorRate: haltWhen.errorRate,
    checks: {
      ...checks,
      timeoutMs: readDuration(chaos, 'checks.timeout', { seconds: 3 }),
    },
    afterMs: readDuration(chaos, 'verdict.after', { minutes: 1 }),
    recoverWithinMs: readDuration(chaos, 'recoverWithin', { minutes: 1 }),
    scoreWindowMs: readDuration(chaos, 'score.window', { days: 90 }),
  };
}
