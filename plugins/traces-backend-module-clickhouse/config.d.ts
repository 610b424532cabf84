export interface Config {
  traces?: {
    /** Where traces are read from. */
    sources?: Array<{
      /** Names the source in requests and links. */
      id: string;
      /** What people see. The id when absent. */
      title?: string;
      /** `clickhouse` for the tables of the OpenTelemetry Collector's ClickHouse exporter. */
      type: string;
      /** A key of `clickhouse.connections`. `default` when absent. Only for the type `clickhouse`. */
      connection?: string;
      /** The database of the tables. That of the connection when absent. Only for the type `clickhouse`. */
      database?: string;
      /** The table of the spans. `otel_traces` when absent. Only for the type `clickhouse`. */
      table?: string;
      /** The table of the traces' times. `<table>_trace_id_ts` when absent. Only for the type `clickhouse`. */
      traceIdTable?: string;
      /** The narrow copy of the spans by trace. `<table>_by_trace` when absent. Only for the type `clickhouse`. */
      byTraceTable?: string;
      /** The narrow copy of the spans by time. `<table>_by_time` when absent. Only for the type `clickhouse`. */
      byTimeTable?: string;
      /** The table of the gauges that services send of themselves. `otel_metrics_gauge` when absent. Only for the type `clickhouse`. */
      gaugeTable?: string;
      /** The table of their sums. `otel_metrics_sum` when absent. Only for the type `clickhouse`. */
      sumTable?: string;
    }>;
  };
}
