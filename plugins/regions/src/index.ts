/**
 * The pages of regions: which there are, how each is and why, and where an
 * entity runs.
 *
 * @packageDocumentation
 */
export { regionsPlugin as default } from './plugin';
export { regionsTranslationRef } from './translation';
