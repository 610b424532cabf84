/**
 * Reads traces from ClickHouse, in the tables of the OpenTelemetry Collector.
 *
 * @packageDocumentation
 */
export {
  tracesModuleClickHouse,
  tracesModuleClickHouse as default,
} from './module';
