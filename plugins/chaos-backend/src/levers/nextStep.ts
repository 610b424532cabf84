import { type ClusterLever } from './leverObject';
import { type Kept } from './Levers';

/** What brings the portal and the lever of a cluster to say the same. */
export type LeverStep =
  /** They do, or there is no lever. */
  | 'agree'
  /** To the cluster: what was done in the portal. */
  | 'write-pull'
  | 'write-arm'
  /** From the cluster: what was done at its lever. */
  | 'take-pull'
  | 'take-arm';

/**
 * Compares both with what they last agreed on: the side that has changed since
 * is right. Where both have, the pull is: to halt once too often harms nobody.
 */
export function nextStep(
  { halt, agreed }: Kept,
  lever: ClusterLever | undefined,
): LeverStep {
  if (!lever) {
    return 'agree';
  }
  if (halt) {
    if (lever.state === 'pulled') {
      return 'agree';
    }
    // A lever that lost what it said was not armed by anybody.
    const wasKnown = agreed?.haltAt?.getTime() === halt.at.getTime();
    return wasKnown && lever.state === 'armed' ? 'take-arm' : 'write-pull';
  }
  if (lever.state !== 'pulled') {
    return 'agree';
  }
  // Who armed in the portal meant the pull that it knew, and no later one.
  const isWhatWasArmed =
    agreed?.haltAt !== undefined && agreed.version === lever.version;
  return isWhatWasArmed ? 'write-arm' : 'take-pull';
}
