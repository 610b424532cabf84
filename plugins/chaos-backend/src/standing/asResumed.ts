import {
  isPaused,
  type ChaosStandingRef,
} from '@shop-platform/backstage-plugin-chaos-common';
import { stringify } from 'yaml';
import {
  type ObservedSchedule,
  type ObservedWorkflow,
} from '../clusters/standing';
import { isDue } from './isDue';
import { stemOf } from './stemOf';

/** What would start experiments again; undefined where it is not a paused Schedule. */
export function asResumed(
  { name, namespace }: ChaosStandingRef,
  object: ObservedSchedule | ObservedWorkflow,
  now: number,
): { manifest: string; resumes: { isDue: boolean } } | undefined {
  if (object.kind !== 'Schedule' || !isPaused(object)) {
    return undefined;
  }
  const { apiVersion, kind, spec } = object;
  return {
    manifest: stringify({
      apiVersion,
      kind,
      metadata: { name: stemOf(name), namespace },
      spec,
    }),
    resumes: { isDue: isDue(object, now) },
  };
}
