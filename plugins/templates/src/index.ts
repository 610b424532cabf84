/**
 * The pages of templates' versions: what was made from which version, what
 * changed since, and upgrades.
 *
 * @packageDocumentation
 */
export { templatesPlugin as default } from './plugin';
export { templatesTranslationRef } from './translation';
