import { type ChaosRun } from '@shop-platform/backstage-plugin-chaos-common';
import { type Run } from '../runs/types';

/** A run as it is sent. */
export function toWire(run: Run): ChaosRun {
  const { startedAt, durationMs, targets, state } = run;
  const began = state !== 'awaiting-approval' && state !== 'rejected';
  return {
    id: run.id,
    cluster: run.cluster,
    region: run.region,
    kind: run.kind,
    action: run.action,
    namespace: run.namespace,
    name: run.name,
    state,
    startedBy: run.startedBy,
    startedAt: startedAt.toISOString(),
    injectedAt: run.injectedAt?.toISOString(),
    endedAt: run.endedAt?.toISOString(),
    ...(durationMs === undefined
      ? {}
      : {
          durationSeconds: durationMs / 1000,
          ...(began
            ? {
                endsAt: new Date(
                  startedAt.getTime() + durationMs,
                ).toISOString(),
              }
            : {}),
        }),
    entities: run.entities,
    targets: targets.length,
    injected: targets.filter(({ phase }) => phase === 'injected').length,
    haltedBy: run.haltedBy,
    haltReason: run.haltReason,
    message: run.message || undefined,
    outcome: run.verdict?.outcome,
    parent: run.parent,
  };
}
