import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Etl } from '../etl/Etl.ts';
import type { RunRequest } from '../etl/Run.ts';
import type { RunQueue } from '../etl/RunQueue.ts';
import { requireToken } from '../http/authenticate.ts';
import { parseInput, Problem } from '../http/problems.ts';
import type { Follower } from '../replication/Follower.ts';
import { tables } from '../tables/index.ts';

export interface RunsOptions {
  etl: Etl;
  queue: RunQueue;
  /** Where changes are followed. */
  follower: Follower | undefined;
  apiToken: string;
}

const maxPeriodMs = 3 * 366 * 24 * 3_600_000;

const tablesSchema = z
  .array(z.enum(tables.map(({ name }) => name)))
  .min(1)
  .refine(names => new Set(names).size === names.length, {
    message: 'names a table twice',
  })
  .optional();

const newRunSchema = z.strictObject({ tables: tablesSchema });

const newBackfillSchema = z
  .strictObject({
    tables: tablesSchema,
    from: z.iso.datetime({ offset: true }),
    to: z.iso.datetime({ offset: true }),
  })
  .refine(({ from, to }) => Date.parse(from) < Date.parse(to), {
    path: ['to'],
    message: 'must be after from',
  })
  .refine(({ from, to }) => Date.parse(to) - Date.parse(from) <= maxPeriodMs, {
    path: ['from'],
    message: 'must be three years before to at most; ask for parts',
  });

const listSchema = z.strictObject({
  status: z
    .enum(['waiting', 'running', 'succeeded', 'failed', 'skipped'])
    .optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});

const idSchema = z.object({ runId: z.uuid() });

export function registerRuns(
  app: FastifyInstance,
  { etl, queue, follower, apiToken }: RunsOptions,
): void {
  const options = { onRequest: requireToken(apiToken) };

  app.get('/source', options, () =>
    follower
      ? { mode: 'replication', ...follower.status }
      : { mode: 'polling' },
  );

  app.get('/tables', options, async () => {
    const states = await etl.state.tables().catch((cause: unknown) => {
      throw new Problem({
        type: 'dependency-unavailable',
        status: 503,
        title: 'Dependency unavailable',
        detail: 'ClickHouse does not answer, or has not been set up yet.',
        retryAfterSeconds: 5,
        cause,
      });
    });
    return {
      items: states.map(({ upTo, error, ...state }) => ({
        ...state,
        dataUpTo: upTo,
        lagSeconds: Math.max(0, (Date.now() - Date.parse(upTo)) / 1000),
        ...(error === '' ? {} : { error }),
      })),
    };
  });

  app.get('/runs', options, request => {
    const { status, limit } = parseInput(listSchema, request.query);
    return {
      items: queue.runs
        .filter(run => status === undefined || run.status === status)
        .slice(0, limit),
    };
  });

  app.get('/runs/:runId', options, request => {
    const { runId } = parseInput(idSchema, request.params);
    const run = queue.runs.find(({ id }) => id === runId);
    if (!run) {
      throw new Problem({
        type: 'not-found',
        status: 404,
        title: 'Not found',
        detail: 'There is no such run, or it is no longer remembered.',
      });
    }
    return run;
  });

  app.post('/runs', options, (request, reply) => {
    const { tables: names } = parseInput(newRunSchema, request.body ?? {});
    const run = ask(queue, { trigger: 'manual', tables: named(names) });
    return reply.status(202).header('location', `/runs/${run.id}`).send(run);
  });

  app.post('/backfills', options, (request, reply) => {
    const {
      tables: names,
      from,
      to,
    } = parseInput(newBackfillSchema, request.body ?? {});
    const run = ask(queue, {
      trigger: 'backfill',
      tables: named(names),
      period: {
        from: new Date(from).toISOString(),
        to: new Date(to).toISOString(),
      },
    });
    return reply.status(202).header('location', `/runs/${run.id}`).send(run);
  });
}

function named(names: readonly string[] | undefined) {
  return tables.filter(({ name }) => !names || names.includes(name));
}

function ask(queue: RunQueue, request: RunRequest) {
  const run = queue.ask(request);
  if (!run) {
    throw new Problem({
      type: 'rate-limited',
      status: 429,
      title: 'Too many requests',
      detail: 'Ten runs are waiting already.',
      retryAfterSeconds: 30,
    });
  }
  return run;
}
