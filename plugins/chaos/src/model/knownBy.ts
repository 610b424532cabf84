import { type ChaosCheck } from '@shop-platform/backstage-plugin-chaos-common';

/** How it is known that a service calls what was hit; undefined of other services. */
export function knownByOf({
  knownBy = [],
}: Pick<ChaosCheck, 'knownBy'>): 'catalog' | 'traces' | 'both' | undefined {
  return knownBy.length > 1 ? 'both' : knownBy[0];
}
