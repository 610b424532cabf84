/**
 * The pages of traces: find the requests that were slow or failed, and read
 * them span by span.
 *
 * @packageDocumentation
 */
export { tracesPlugin as default } from './plugin';
export { tracesTranslationRef } from './translation';
