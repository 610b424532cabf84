import { readDurationFromConfig, type Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds, type HumanDuration } from '@backstage/types';
import { z } from 'zod';

/** From when on a region is degraded. */
export type RegionLimits = {
  errorRate: number;
  p95Ms: number;
  gatewayLatencyMs: number;
  restarts: number;
  replicationLagMs: number;
};

export type RegionSettings = {
  name: string;
  title: string;
  location?: { latitude: number; longitude: number };
  role?: 'primary' | 'secondary';
  /** Empty: all of them. */
  namespaces: string[];
  gatewayUrl?: string;
  databaseUrl?: string;
  limits: RegionLimits;
};

const regionSchema = z.object({
  name: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/, {
    error: "has to be letters, digits, '.', '_' and '-', at most 128",
  }),
  title: z.string().min(1).optional(),
  location: z
    .object({
      latitude: z.number().min(-90).max(90),
      longitude: z.number().min(-180).max(180),
    })
    .optional(),
  role: z.enum(['primary', 'secondary']).optional(),
  namespaces: z.array(z.string().min(1)).default([]),
  // Without a URL where an environment variable that gives it is not set.
  gateway: z
    .object({ url: z.url({ protocol: /^https?$/ }).optional() })
    .default({}),
  database: z
    .object({ url: z.url({ protocol: /^postgres(ql)?$/ }).optional() })
    .default({}),
  limits: z
    .object({
      errorRate: z.number().gt(0).max(1).default(0.05),
      restarts: z.number().int().min(0).default(3),
    })
    .prefault({}),
});

const DURATIONS = {
  p95: { milliseconds: 500 },
  gatewayLatency: { seconds: 1 },
  replicationLag: { seconds: 30 },
} as const satisfies Record<string, HumanDuration>;

function readDuration(
  config: Config,
  name: keyof typeof DURATIONS,
  place: string,
): number {
  const key = `limits.${name}`;
  const milliseconds = durationToMilliseconds(
    config.has(key) ? readDurationFromConfig(config, { key }) : DURATIONS[name],
  );
  if (!(milliseconds > 0)) {
    throw new InputError(`${place}.${key} has to be longer than nothing`);
  }
  return milliseconds;
}

function readRegion(config: Config, index: number): RegionSettings {
  const place = `regions[${index}]`;
  const parsed = regionSchema.safeParse(config.get());
  if (!parsed.success) {
    // Never the values: some of them are secret.
    const problems = parsed.error.issues.map(
      ({ path, message }) => `${[place, ...path].join('.')}: ${message}`,
    );
    throw new InputError(`Invalid configuration. ${problems.join('; ')}`);
  }
  const { name, title, location, role, ...region } = parsed.data;
  return {
    name,
    title: title ?? name,
    ...(location ? { location } : {}),
    ...(role ? { role } : {}),
    namespaces: region.namespaces,
    ...(region.gateway.url ? { gatewayUrl: region.gateway.url } : {}),
    ...(region.database.url ? { databaseUrl: region.database.url } : {}),
    limits: {
      ...region.limits,
      p95Ms: readDuration(config, 'p95', place),
      gatewayLatencyMs: readDuration(config, 'gatewayLatency', place),
      replicationLagMs: readDuration(config, 'replicationLag', place),
    },
  };
}

/** Reads `regions`; throws an error that names the wrong key and no value. */
export function readRegionsConfig(config: Config): RegionSettings[] {
  const regions = (config.getOptionalConfigArray('regions') ?? []).map(
    readRegion,
  );
  const twice = regions.find(
    ({ name }, index) =>
      regions.findIndex(other => other.name === name) !== index,
  );
  if (twice) {
    throw new InputError(
      `regions: two regions have the name '${twice.name}'; give each its own`,
    );
  }
  return regions;
}
