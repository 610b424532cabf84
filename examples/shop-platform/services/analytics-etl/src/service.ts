import type { FastifyInstance } from 'fastify';
import { ClickHouse } from './clickhouse/ClickHouse.ts';
import { MonthMerger } from './clickhouse/MonthMerger.ts';
import type { Config } from './config.ts';
import { Etl } from './etl/Etl.ts';
import { EtlMetrics } from './etl/EtlMetrics.ts';
import { RunQueue } from './etl/RunQueue.ts';
import { createApp } from './http/app.ts';
import { registerHealth } from './http/health.ts';
import type { Logger } from './logger.ts';
import type { Part } from './part.ts';
import { Follower } from './replication/Follower.ts';
import { registerRuns } from './runs/routes.ts';
import { tables } from './tables/index.ts';
import { Tracer } from './tracing/index.ts';

export interface ServiceOptions {
  config: Config;
  logger: Logger;
}

export interface Service {
  app: FastifyInstance;
  /** Resolves with the address once requests are answered. */
  start(): Promise<string>;
  /** From here on the service reads as not ready. */
  drain(): void;
  stop(): Promise<void>;
}

/** Puts the service together: this is the one place that knows all its parts. */
export async function createService({
  config,
  logger,
}: ServiceOptions): Promise<Service> {
  const tracer = new Tracer();
  const clickhouse = new ClickHouse(config.clickhouse);
  const metrics = new EtlMetrics();
  const source = config.database;
  const etl = new Etl({
    ...config.etl,
    source,
    clickhouse,
    tracer,
    logger,
    metrics,
  });
  const merger = new MonthMerger({
    clickhouse,
    logger,
    stores: tables.flatMap(({ store, filled = [] }) => [
      store,
      ...filled.map(name => `${name}_store`),
    ]),
  });
  const queue = new RunQueue({
    etl,
    intervalMs: config.etl.intervalMs,
    merger,
  });
  const follower =
    config.replication &&
    new Follower({
      ...config.replication,
      batchRows: config.etl.batchRows,
      recentDays: config.etl.reconcileDays,
      etl,
      source,
      tracer,
      logger,
      metrics,
      askForRun: () => queue.ask({ trigger: 'schedule', tables }),
    });
  // What follows changes waits for its turn behind a run, which the queue ends.
  const parts: Part[] = [clickhouse, ...(follower ? [follower] : []), queue];

  const app = createApp({ logger });
  const health = registerHealth(app, parts);
  registerRuns(app, { etl, queue, follower, apiToken: config.apiToken });
  await app.ready();

  return {
    app,
    async start() {
      for (const part of parts) {
        await part.start?.();
      }
      return await app.listen({ host: config.host, port: config.port });
    },
    drain: health.drain,
    async stop() {
      await app.close();
      // Background work ends before the connections that it uses.
      for (const part of parts.toReversed()) {
        await part.stop?.();
      }
    },
  };
}
