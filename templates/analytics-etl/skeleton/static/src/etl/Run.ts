import { randomUUID } from 'node:crypto';
import type { TableSpec } from '../tables/index.ts';
import type { Period } from './periods.ts';

export type Trigger = 'schedule' | 'manual' | 'backfill';
export type RunStatus =
  | 'waiting'
  | 'running'
  | 'succeeded'
  | 'failed'
  | 'skipped';

export interface TableProgress {
  table: string;
  rows: number;
  batches: number;
  durationMs: number;
  error?: string;
}

/** One pass over tables, from when it is asked for until it is over. */
export interface Run {
  id: string;
  trigger: Trigger;
  status: RunStatus;
  askedAt: string;
  startedAt?: string;
  finishedAt?: string;
  /** What stopped it. */
  failure?: string;
  /** Of a back-fill. */
  period?: Period;
  progress?: { done: number; total: number };
  tables: TableProgress[];
}

export interface RunRequest {
  trigger: Trigger;
  tables: readonly TableSpec[];
  period?: Period;
}

export function createRun({ trigger, tables, period }: RunRequest): Run {
  return {
    id: randomUUID(),
    trigger,
    status: 'waiting',
    askedAt: new Date().toISOString(),
    ...(period && { period }),
    tables: tables.map(({ name }) => ({
      table: name,
      rows: 0,
      batches: 0,
      durationMs: 0,
    })),
  };
}

export function rowsOf(run: Run): number {
  return run.tables.reduce((sum, { rows }) => sum + rows, 0);
}
