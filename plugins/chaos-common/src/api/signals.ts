/**
 * The signals channel that tells of runs and levers that changed.
 *
 * @public
 */
export const CHAOS_CHANNEL = 'chaos';

/**
 * What is sent on the channel. A signal reaches everybody, so it says nothing
 * but that it is time to read again.
 *
 * @public
 */
export type ChaosSignal = { type: 'changed' };
