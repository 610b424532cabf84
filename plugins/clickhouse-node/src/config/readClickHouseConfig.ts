import {
  type Config,
  ConfigReader,
  readDurationFromConfig,
} from '@backstage/config';
import { InputError, toError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';
import { z } from 'zod';
import { LIMIT_NAMES, mergeLimits } from '../limits';
import { type QueryLimits } from '../types';
import { readConnection } from './readConnection';
import { type ClickHouseSettings, type ConnectionSettings } from './types';

const KEY = 'clickhouse';
const MEBIBYTE = 1024 * 1024;

const DEFAULT_LIMITS: QueryLimits = {
  executionTime: 10_000,
  memory: 1024 * MEBIBYTE,
  resultRows: 100_000,
  resultBytes: 32 * MEBIBYTE,
  rowsToRead: undefined,
  bytesToRead: undefined,
  threads: undefined,
};

// A variable of the environment is text, whatever it holds.
const countSchema = z
  .unknown()
  .transform(value => (typeof value === 'string' ? Number(value) : value))
  .pipe(
    z
      .int({ error: 'must be a whole number above zero' })
      .positive({ error: 'must be a whole number above zero' }),
  );

const durationSchema = z
  .union([z.string(), z.record(z.string(), z.number())], {
    error: "must be a duration such as '10s', 'PT10S' or { seconds: 10 }",
  })
  .transform((value, context) => {
    try {
      const duration = readDurationFromConfig(
        new ConfigReader({ duration: value }),
        { key: 'duration' },
      );
      const milliseconds = durationToMilliseconds(duration);
      if (milliseconds > 0) {
        return milliseconds;
      }
      context.addIssue({ code: 'custom', message: 'must be above zero' });
    } catch (error) {
      context.addIssue({
        code: 'custom',
        message: `must be a duration such as '10s', 'PT10S' or { seconds: 10 }: ${
          toError(error).message
        }`,
      });
    }
    return z.NEVER;
  });

const limitsSchema = z.strictObject({
  executionTime: durationSchema.optional(),
  memory: countSchema.optional(),
  resultRows: countSchema.optional(),
  resultBytes: countSchema.optional(),
  rowsToRead: countSchema.optional(),
  bytesToRead: countSchema.optional(),
  threads: countSchema.optional(),
});

const text = z.string({ error: 'must be text' });

const connectionSchema = z.strictObject({
  url: z.string({
    error:
      'is missing: the HTTP address of the server, such as https://clickhouse.example.com:8443',
  }),
  username: text.optional(),
  password: text.optional(),
  database: text.min(1, 'must not be empty').optional(),
  maxOpenConnections: countSchema.default(10),
});

const clickhouseSchema = z.strictObject({
  // A later configuration file removes a connection by setting it to null.
  connections: z.record(z.string(), connectionSchema.nullable()).default({}),
  limits: limitsSchema.default({}),
  ceilings: limitsSchema.default({}),
});

function describeIssue(issue: z.core.$ZodIssue): string {
  return `${[KEY, ...issue.path.map(String)].join('.')}: ${issue.message}`;
}

function refuse(problems: string[]): never {
  throw new InputError(`Invalid configuration. ${problems.join('; ')}`);
}

function findLowCeilings(limits: QueryLimits, ceilings: QueryLimits): string[] {
  return LIMIT_NAMES.filter(name => {
    const [limit, ceiling] = [limits[name], ceilings[name]];
    return ceiling !== undefined && (limit ?? Infinity) > ceiling;
  }).map(
    name =>
      `${KEY}.ceilings.${name}: is below ${KEY}.limits.${name} (${
        limits[name] ?? 'unlimited'
      }), which every query has`,
  );
}

/**
 * Reads everything under `clickhouse`.
 *
 * @throws InputError that names every wrong key and never repeats a value
 */
export function readClickHouseConfig(config: Config): ClickHouseSettings {
  const parsed = clickhouseSchema.safeParse(config.getOptional(KEY) ?? {});
  if (!parsed.success) {
    refuse(parsed.error.issues.map(describeIssue));
  }
  const { data } = parsed;

  const limits = mergeLimits(DEFAULT_LIMITS, data.limits);
  const ceilings = mergeLimits(limits, data.ceilings);
  const problems = findLowCeilings(limits, ceilings);

  const connections = new Map<string, ConnectionSettings>();
  for (const [name, connection] of Object.entries(data.connections)) {
    if (connection) {
      try {
        connections.set(name, readConnection(name, connection));
      } catch (error) {
        problems.push(`${KEY}.connections.${name}: ${toError(error).message}`);
      }
    }
  }
  if (problems.length > 0) {
    refuse(problems);
  }
  return { connections, limits, ceilings };
}
