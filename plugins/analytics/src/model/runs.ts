import { type PipelineRun } from '@shop-platform/backstage-plugin-analytics-common';
import { type StatusLevel } from '@shop-platform/ui-kit';

/** Whether nothing more comes of a run. */
export function isOver({ status }: Pick<PipelineRun, 'status'>): boolean {
  return status !== 'waiting' && status !== 'running';
}

/** The run that a person asked for and that is not over, if there is one. */
export function activeRun(
  runs: readonly PipelineRun[],
): PipelineRun | undefined {
  return runs.find(run => run.trigger !== 'schedule' && !isOver(run));
}

/** How a run that is over went. */
export function outcomeOf({ status }: PipelineRun): StatusLevel {
  if (status === 'succeeded') {
    return 'healthy';
  }
  return status === 'failed' ? 'down' : 'unknown';
}

export function rowsOf({ tables }: PipelineRun): number {
  return tables.reduce((sum, { rows }) => sum + rows, 0);
}
