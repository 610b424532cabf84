import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { ClickHouse } from '../../src/clickhouse/ClickHouse.ts';
import { Etl } from '../../src/etl/Etl.ts';
import { EtlMetrics } from '../../src/etl/EtlMetrics.ts';
import { createRun, type Run, type RunRequest } from '../../src/etl/Run.ts';
import type { SourceOptions } from '../../src/source/SourceSession.ts';
import { createLogger } from '../../src/logger.ts';
import { tables } from '../../src/tables/index.ts';
import { Tracer } from '../../src/tracing/index.ts';
import type { Stores } from './stores.ts';

export interface EtlSettings {
  sourceUrl?: string;
  targetUrl?: string;
  batchRows?: number;
  reconcileIntervalMs?: number;
  reconcileDays?: number;
  keepYears?: number;
}

export type RunEtl = (request?: Partial<RunRequest>) => Promise<Run>;

/** The pipeline alone; each call of the function it gives is a run. */
export function createEtl(
  t: TestContext,
  stores: Stores,
  settings: EtlSettings = {},
): RunEtl {
  return createPipeline(t, stores, settings).run;
}

export interface Pipeline {
  run: RunEtl;
  etl: Etl;
  source: SourceOptions;
  metrics: EtlMetrics;
}

export function createPipeline(
  t: TestContext,
  stores: Stores,
  settings: EtlSettings = {},
): Pipeline {
  const clickhouse = new ClickHouse({
    url: settings.targetUrl ?? stores.targetUrl,
    timeoutMs: 10_000,
  });
  t.after(() => clickhouse.stop());
  const source = {
    url: settings.sourceUrl ?? stores.sourceUrl,
    connectTimeoutMs: 5000,
    statementTimeoutMs: 10_000,
    settleMs: 0,
    blindLagMs: 60_000,
  };
  const metrics = new EtlMetrics();
  const etl = new Etl({
    source,
    clickhouse,
    tracer: new Tracer(),
    logger: createLogger('silent'),
    metrics,
    batchRows: settings.batchRows ?? 3,
    reconcileIntervalMs: settings.reconcileIntervalMs ?? 0,
    reconcileDays: settings.reconcileDays ?? 400,
    ...(settings.keepYears !== undefined && { keepYears: settings.keepYears }),
  });
  return {
    etl,
    source,
    metrics,
    async run(request) {
      const run = createRun({ trigger: 'manual', tables, ...request });
      await etl.carryOut(run);
      return run;
    },
  };
}

export function assertSucceeded(run: Run): void {
  assert.equal(run.status, 'succeeded', run.failure);
}
