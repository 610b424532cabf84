/**
 * The signals channel that tells of verdicts that changed.
 *
 * @public
 */
export const REGIONS_CHANNEL = 'regions';

/**
 * What is sent on the channel. A signal reaches everybody, so it says nothing
 * but that it is time to read again.
 *
 * @public
 */
export type RegionsSignal = { type: 'verdict-changed' };
