/**
 * Reads traces from Jaeger's query service.
 *
 * @packageDocumentation
 */
export { tracesModuleJaeger, tracesModuleJaeger as default } from './module';
