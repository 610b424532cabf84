import { type PipelineTable } from '@shop-platform/backstage-plugin-analytics-common';
import { type StatusLevel } from '@shop-platform/ui-kit';

/** How a table is filled: with an error not, past its limit late, never run unknown. */
export function levelOf(table: PipelineTable): StatusLevel {
  const { error, lagSeconds, lagLimitSeconds } = table;
  if (error) {
    return 'down';
  }
  if (lagSeconds === undefined) {
    return 'unknown';
  }
  return lagLimitSeconds !== undefined && lagSeconds > lagLimitSeconds
    ? 'degraded'
    : 'healthy';
}
