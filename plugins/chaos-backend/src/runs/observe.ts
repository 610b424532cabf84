import {
  desiredPhaseOf,
  experimentSchema,
  INJECTED,
  isOneShot,
  isPaused,
  NOT_INJECTED,
  parseDuration,
  type ChaosRecord,
} from '@shop-platform/backstage-plugin-chaos-common';
import { type ObservedExperiment } from '../clusters/experiments';
import { parentOf } from '../clusters/standing';
import { type Run, type RunTarget } from './types';

/** What can be read of a run from its object alone. */
export type Observation = Pick<
  Run,
  | 'kind'
  | 'action'
  | 'namespace'
  | 'name'
  | 'uid'
  | 'state'
  | 'startedAt'
  | 'durationMs'
  | 'targets'
  | 'parent'
> & {
  /** Whether its faults should be on, or are to be taken back. */
  stops: boolean;
  message?: string;
};

/** Reads how far an experiment is, at a time in milliseconds since 1970. */
export function observe(object: ObservedExperiment, now: number): Observation {
  const { kind, metadata, spec } = object;
  const records = object.status?.experiment?.containerRecords;
  const { state, stops } = stateOf(object, records, now);
  const message = records?.flatMap(whyFailed)[0];
  const durationMs = durationOf(spec.duration);
  const parent = parentOf(metadata);
  return {
    kind,
    ...(spec.action ? { action: spec.action } : {}),
    namespace: metadata.namespace,
    name: metadata.name,
    uid: metadata.uid,
    state,
    stops,
    startedAt: new Date(metadata.creationTimestamp),
    ...(durationMs === undefined ? {} : { durationMs }),
    targets: (records ?? []).map(toTarget),
    ...(parent ? { parent } : {}),
    ...(message ? { message } : {}),
  };
}

/** The latest moment that a cluster tells with an object; milliseconds since 1970. */
export function latestOf({ status }: ObservedExperiment): number {
  const times = (status?.experiment?.containerRecords ?? []).flatMap(
    ({ events = [] }) =>
      events.map(({ timestamp }) => Date.parse(timestamp ?? '')),
  );
  return Math.max(0, ...times.filter(time => !Number.isNaN(time)));
}

function stateOf(
  object: ObservedExperiment,
  records: ChaosRecord[] | undefined,
  now: number,
): Pick<Observation, 'state' | 'stops'> {
  const every = (phase: string) =>
    records?.every(record => record.phase === phase) ?? false;
  const parsed = experimentSchema.safeParse(object);
  // What this version does not know is on until its object goes.
  const desired = parsed.success
    ? desiredPhaseOf(parsed.data, now)
    : {
        phase: object.metadata.deletionTimestamp ? 'Stop' : 'Run',
        reason: object.metadata.deletionTimestamp ? 'Deleted' : 'Started',
      };
  if (parsed.success && isOneShot(parsed.data)) {
    return every(INJECTED) && records?.length
      ? { state: 'recovered', stops: true }
      : {
          state: records ? 'injecting' : 'starting',
          stops: desired.reason === 'Deleted',
        };
  }
  if (desired.phase === 'Stop') {
    const isOff = every(NOT_INJECTED) || records === undefined;
    if (desired.reason === 'Paused' && isPaused(object)) {
      return { state: isOff ? 'paused' : 'running', stops: false };
    }
    return { state: isOff ? 'recovered' : 'recovering', stops: true };
  }
  if (!records) {
    return { state: 'starting', stops: false };
  }
  return { state: every(INJECTED) ? 'running' : 'injecting', stops: false };
}

/** In milliseconds; undefined where there is none that can be read. */
export function durationOf(
  text: string | null | undefined,
): number | undefined {
  try {
    return text ? parseDuration(text) : undefined;
  } catch {
    return undefined;
  }
}

function toTarget({ id, phase, events = [] }: ChaosRecord): RunTarget {
  const [namespace = '', name = '', container] = id.split('/');
  return {
    namespace,
    name,
    ...(container ? { container } : {}),
    // Some kinds wait for what takes a fault back, and it is on until then.
    phase: phase.startsWith(INJECTED) ? 'injected' : 'not-injected',
    events: events.map(({ timestamp, operation, type, message }) => ({
      at: timestamp ?? '',
      operation: operation === 'Apply' ? 'apply' : 'recover',
      ok: type === 'Succeeded',
      ...(message ? { message } : {}),
    })),
  };
}

/** Why the last try with a target did not succeed. */
function whyFailed({ id, events = [] }: ChaosRecord): string[] {
  const last = events.at(-1);
  return last?.type === 'Failed' ? [`${id}: ${last.message ?? 'failed'}`] : [];
}
