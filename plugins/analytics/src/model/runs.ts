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

/** Of all tables; of an older run as it was written down. */
export function rowsOf({ tables, rows: stored }: PipelineRun): number {
  return stored ?? tables.reduce((sum, { rows }) => sum + rows, 0);
}

/** When a run began or, as long as it waits, when it was asked for. */
export function startOf({ startedAt, askedAt }: PipelineRun): Date {
  return new Date(startedAt ?? askedAt);
}

/** From its start to its end; undefined as long as it has no end. */
export function durationOf({
  startedAt,
  finishedAt,
}: PipelineRun): number | undefined {
  return startedAt === undefined || finishedAt === undefined
    ? undefined
    : Date.parse(finishedAt) - Date.parse(startedAt);
}

/** What stopped a run, and each of its tables where that does not say it already. */
export function problemsOf({ failure, tables }: PipelineRun): string[] {
  return [
    ...(failure ? [failure] : []),
    ...tables.flatMap(({ table, error }) =>
      error && !failure?.includes(error) ? [`${table}: ${error}`] : [],
    ),
  ];
}

/** Which time a back-fill copies again. */
export function periodText(
  { from, to }: NonNullable<PipelineRun['period']>,
  locale: string,
): string {
  return new Intl.DateTimeFormat(locale, {
    dateStyle: 'medium',
    timeStyle: 'short',
    hourCycle: 'h23',
  }).formatRange(new Date(from), new Date(to));
}
