import {
  ChaosRecord,
  INJECTED,
  NOT_INJECTED,
} from '@shop-platform/backstage-plugin-chaos-common';

type RecordEvent = NonNullable<ChaosRecord['events']>[number];

/** What has to be done to a target that is in a phase. */
export type Operation = 'Apply' | 'Recover';

const MOST_EVENTS = 100;

/** What brings a target to where it is to be; undefined where it is there. */
export function operationFor(
  { phase }: ChaosRecord,
  desired: 'Run' | 'Stop',
): Operation | undefined {
  const wanted = desired === 'Run' ? INJECTED : NOT_INJECTED;
  if (phase === wanted) {
    return undefined;
  }
  return phase.startsWith(NOT_INJECTED) ? 'Apply' : 'Recover';
}

/** The record of a target after something was done to it, or could not be. */
export function afterOperation(
  record: ChaosRecord,
  operation: Operation,
  timestamp: string,
  failure?: string,
): ChaosRecord {
  const event: RecordEvent = {
    type: failure === undefined ? 'Succeeded' : 'Failed',
    operation,
    timestamp,
    ...(failure !== undefined && { message: failure }),
  };
  const events = [...(record.events ?? []), event].slice(-MOST_EVENTS);
  if (failure !== undefined) {
    return { ...record, events };
  }
  return operation === 'Apply'
    ? {
        ...record,
        events,
        phase: INJECTED,
        injectedCount: record.injectedCount + 1,
      }
    : {
        ...record,
        events,
        phase: NOT_INJECTED,
        recoveredCount: record.recoveredCount + 1,
      };
}
