import {
  type ChaosCalendarRun,
  type ChaosVerdict,
} from '@shop-platform/backstage-plugin-chaos-common';
import { type Parent } from '../clusters/standing';
import { type Run, type RunState, type RunTarget } from './types';

/** A run in PostgreSQL, as it is read; JSON is written as text. */
export type RunRow = {
  id: string;
  cluster: string;
  region: string;
  kind: string;
  action: string | null;
  namespace: string;
  name: string;
  uid: string | null;
  state: RunState;
  started_by: string | null;
  started_at: Date;
  injected_at: Date | null;
  stopping_at: Date | null;
  ended_at: Date | null;
  duration_ms: number | null;
  entities: string[] | string;
  targets: RunTarget[] | string;
  halted_by: string | null;
  halt_reason: string | null;
  is_unheard: boolean;
  message: string | null;
  manifest: string;
  outcome: ChaosVerdict['outcome'] | null;
  verdict: ChaosVerdict | string | null;
  parent_kind: Parent['kind'] | null;
  parent_name: string | null;
};

/** The columns of what is given; what is not is left as it is. */
export function toRow(run: Partial<Run>): Partial<RunRow> {
  const columns: Partial<RunRow> = {
    id: run.id,
    cluster: run.cluster,
    region: run.region,
    kind: run.kind,
    action: run.action,
    namespace: run.namespace,
    name: run.name,
    uid: run.uid,
    state: run.state,
    started_by: run.startedBy,
    started_at: run.startedAt,
    injected_at: run.injectedAt,
    stopping_at: run.stoppingAt,
    ended_at: run.endedAt,
    duration_ms: run.durationMs,
    entities: run.entities && JSON.stringify(run.entities),
    targets: run.targets && JSON.stringify(run.targets),
    halted_by: run.haltedBy,
    halt_reason: run.haltReason,
    is_unheard: run.isUnheard,
    message: run.message,
    manifest: run.manifest,
    parent_kind: run.parent?.kind,
    parent_name: run.parent?.name,
  };
  return Object.fromEntries(
    Object.entries(columns).filter(([, value]) => value !== undefined),
  );
}

export function fromRow(row: RunRow): Run {
  const { entities, targets, verdict } = row;
  const optional: Partial<Run> = {
    action: row.action ?? undefined,
    uid: row.uid ?? undefined,
    startedBy: row.started_by ?? undefined,
    injectedAt: row.injected_at ?? undefined,
    stoppingAt: row.stopping_at ?? undefined,
    endedAt: row.ended_at ?? undefined,
    durationMs: row.duration_ms ?? undefined,
    haltedBy: row.halted_by ?? undefined,
    haltReason: row.halt_reason ?? undefined,
    isUnheard: row.is_unheard || undefined,
    message: row.message ?? undefined,
    verdict: typeof verdict === 'string' ? undefined : verdict ?? undefined,
    parent:
      row.parent_kind && row.parent_name
        ? { kind: row.parent_kind, name: row.parent_name }
        : undefined,
  };
  return {
    ...optional,
    id: row.id,
    cluster: row.cluster,
    region: row.region,
    kind: row.kind,
    namespace: row.namespace,
    name: row.name,
    state: row.state,
    startedAt: row.started_at,
    entities: typeof entities === 'string' ? [] : entities,
    targets: typeof targets === 'string' ? [] : targets,
    manifest: row.manifest,
  };
}

/** A row in short, as it is sent. */
export function toCalendarRun(
  row: Pick<
    RunRow,
    | 'id'
    | 'cluster'
    | 'kind'
    | 'action'
    | 'namespace'
    | 'name'
    | 'state'
    | 'started_at'
    | 'ended_at'
    | 'outcome'
  >,
): ChaosCalendarRun {
  const { id, cluster, kind, action, namespace, name, state } = row;
  return {
    id,
    cluster,
    kind,
    ...(action === null ? {} : { action }),
    namespace,
    name,
    state,
    startedAt: row.started_at.toISOString(),
    ...(row.ended_at === null ? {} : { endedAt: row.ended_at.toISOString() }),
    ...(row.outcome === null ? {} : { outcome: row.outcome }),
  };
}
