/**
 * The pages of analytics: dashboards, an explorer for SQL, and the pipelines
 * that fill the tables.
 *
 * @packageDocumentation
 */
export { analyticsPlugin as default } from './plugin';
export { analyticsTranslationRef } from './translation';
