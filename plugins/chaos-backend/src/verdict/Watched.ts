import { type ChaosScope } from '@shop-platform/backstage-plugin-chaos-common';
import { type Traffic } from './TrafficReader';
import { type WatchedService } from './watchedOf';

/** A service that is watched, with what it answered before, during and after. */
export type Watched = WatchedService & {
  before: Traffic;
  during: Traffic;
  after: Traffic;
  /** Where its requests were counted; absent where there were none. */
  scope?: ChaosScope;
  /** Whether fewer requests came to it while the fault was on, and not by chance. */
  hasFallen?: boolean;
  /** Of a caller, its calls of what was hit, as far as they had to be looked at. */
  calls?: { before: Traffic; during: Traffic }[];
  /** Whether another one that was hit calls it. */
  isBehindHit?: boolean;
};
