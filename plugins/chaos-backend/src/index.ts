/**
 * Experiments with Chaos Mesh in the clusters of the platform: what they would
 * hit, under which rules they start, what stops them, and whether the platform
 * held.
 *
 * @packageDocumentation
 */
export { chaosPlugin, chaosPlugin as default } from './plugin';
