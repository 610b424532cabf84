import { PAUSE_ANNOTATION } from '@shop-platform/backstage-plugin-chaos-common';
import {
  ClusterRefusedError,
  type ClusterClient,
  type ObjectRef,
} from '@shop-platform/backstage-plugin-clusters-node';
import { CHANGED_BY_ANNOTATION } from './experiments';
import { ABORT_ANNOTATION, schedules, workflows } from './standing';

const NOT_FOUND = 404;

/** Lets a Schedule start nothing more, where it is still there. */
export async function pauseSchedule(
  client: ClusterClient,
  ref: ObjectRef,
  by: string,
): Promise<void> {
  await orGone(client.patch(schedules, ref, annotated(PAUSE_ANNOTATION, by)));
}

/** Ends a Workflow for good, where it is still there. */
export async function abortWorkflow(
  client: ClusterClient,
  ref: ObjectRef,
  by: string,
): Promise<void> {
  await orGone(client.patch(workflows, ref, annotated(ABORT_ANNOTATION, by)));
}

function annotated(annotation: string, by: string) {
  return {
    metadata: {
      annotations: { [annotation]: 'true', [CHANGED_BY_ANNOTATION]: by },
    },
  };
}

async function orGone(patch: Promise<unknown>): Promise<void> {
  try {
    await patch;
  } catch (error) {
    if (!(error instanceof ClusterRefusedError && error.code === NOT_FOUND)) {
      throw error;
    }
  }
}
