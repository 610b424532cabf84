/**
 * The pages of chaos: what is being broken, what would be, what was, and
 * whether the platform held.
 *
 * @packageDocumentation
 */
export { chaosPlugin as default } from './plugin';
export { chaosTranslationRef } from './translation';
