import { type Sql } from '@shop-platform/backstage-plugin-clickhouse-node';

/** A table of the services' own metrics: gauges or sums. */
export type MetricTable = {
  name: Sql;
  /** Whether it tells sums since the start from sums since the last export. */
  hasTemporality: boolean;
};

const REQUIRED_COLUMNS = [
  'ServiceName',
  'ResourceAttributes',
  'MetricName',
  'Attributes',
  'TimeUnix',
  'Value',
];
const MAPS = ['ResourceAttributes', 'Attributes'];

/**
 * The table, in a list, when its columns are those that can be read. One that
 * is not there, or looks otherwise, is left out: spans can be read without.
 */
export function readMetricTable(
  name: Sql,
  columns: { name: string; type: string }[],
): MetricTable[] {
  const types = new Map(columns.map(column => [column.name, column.type]));
  const isReadable =
    REQUIRED_COLUMNS.every(column => types.has(column)) &&
    MAPS.every(column => types.get(column)?.startsWith('Map('));
  return isReadable
    ? [{ name, hasTemporality: types.has('AggregationTemporality') }]
    : [];
}
