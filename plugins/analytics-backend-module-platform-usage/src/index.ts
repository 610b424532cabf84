/**
 * Samples what clusters and databases use every minute, and prices it.
 *
 * @packageDocumentation
 */
export {
  analyticsModulePlatformUsage as default,
  analyticsModulePlatformUsage,
} from './module';
