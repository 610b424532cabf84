import { SettingsMap, type ClickHouseSettings } from '@clickhouse/client';
import { type QueryLimits } from '../types';

const OUTPUT: ClickHouseSettings = {
  // A JavaScript number cannot hold 64 bits; recent servers no longer quote them by themselves.
  output_format_json_quote_64bit_integers: 1,
  output_format_json_quote_decimals: 1,
  output_format_json_quote_64bit_floats: 0,
  // NaN and the infinities become null; float64() makes undefined of it.
  output_format_json_quote_denormals: 0,
  output_format_json_named_tuples_as_objects: 1,
};

function guard(limits: QueryLimits): ClickHouseSettings {
  return {
    // 1 would forbid to set the limits below; 2 forbids to write.
    readonly: '2',
    cancel_http_readonly_queries_on_client_close: 1,
    max_execution_time: limits.executionTime / 1000,
    timeout_overflow_mode: 'throw',
    max_memory_usage: String(Math.floor(limits.memory)),
    read_overflow_mode: 'throw',
    ...(limits.rowsToRead && { max_rows_to_read: String(limits.rowsToRead) }),
    ...(limits.bytesToRead && {
      max_bytes_to_read: String(limits.bytesToRead),
    }),
    ...(limits.threads && { max_threads: limits.threads }),
  };
}

/**
 * The settings of a query whose rows are collected. One row more than the limit tells whether
 * the answer was cut, and 'break' ends the work there.
 */
export function settingsOfQuery(limits: QueryLimits): ClickHouseSettings {
  return {
    ...OUTPUT,
    ...guard(limits),
    max_result_rows: String(limits.resultRows + 1),
    result_overflow_mode: 'break',
    // An error late in the query gets its status, and the summary is complete.
    wait_end_of_query: 1,
  };
}

// The client puts the quotes around keys and values, and escapes nothing.
function escape(text: string): string {
  return text.replace(/[\\']/g, '\\$&');
}

/**
 * The settings of a query that somebody else wrote: like those of a query whose rows are
 * collected, and it may not change any. Its format has its columns and its cost.
 *
 * @param filters - the condition for each table
 */
export function settingsOfTable(
  limits: QueryLimits,
  filters: Readonly<Record<string, string>>,
): ClickHouseSettings {
  const conditions = Object.entries(filters).map(([table, condition]) => [
    escape(table),
    escape(condition),
  ]);
  return {
    ...settingsOfQuery(limits),
    readonly: '1',
    default_format: 'JSONCompact',
    date_time_output_format: 'iso',
    ...(conditions.length > 0 && {
      additional_table_filters: SettingsMap.from(
        Object.fromEntries(conditions),
      ),
    }),
  };
}

/**
 * The settings of a query whose rows are passed on one by one.
 *
 * @param resultRows - fails after so many rows; unlimited when absent
 */
export function settingsOfStream(
  limits: QueryLimits,
  resultRows: number | undefined,
): ClickHouseSettings {
  return {
    ...OUTPUT,
    ...guard(limits),
    ...(resultRows && {
      max_result_rows: String(resultRows),
      result_overflow_mode: 'throw',
    }),
  };
}
