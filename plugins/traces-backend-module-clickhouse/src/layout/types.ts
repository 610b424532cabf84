import { type Sql } from '@shop-platform/backstage-plugin-clickhouse-node';
import { type MetricTable } from '../metrics/metricTables';

/** What there is to read from, found out by looking: the exporter has changed its tables often. */
export type TableLayout = {
  /** The table of the spans. */
  spans: Sql;
  /** The first and last time of each trace, several rows a trace. */
  traceTimes?: Sql;
  /** A narrow copy of the spans in the order of their traces. */
  byTrace?: Sql;
  /** A narrow copy of the spans in the order of their times, and since when it has all of them, in nanoseconds. */
  byTime?: { table: Sql; since: bigint };
  /** What can be read from its newest row backwards, as far as it takes: the copy by time, and a service's operation in the spans. */
  backwards: { copy: boolean; operation: boolean };
  /** How many spans a second there are where they are densest, as far as the server knows. */
  density?: number;
  /** Whether spans say which library made them; the oldest tables do not. */
  hasScope: boolean;
  /** Attributes as `key=value` texts with a full-text index on them, in place of the maps. */
  items: { span: boolean; resource: boolean };
  /** The tables of the services' own metrics that are there: both, one or none. */
  metrics: MetricTable[];
};
