import { type Traffic } from './TrafficReader';
import { type WatchedService } from './watchedOf';

/** A service that is watched, with what it answered before, during and after. */
export type Watched = WatchedService & {
  before: Traffic;
  during: Traffic;
  after: Traffic;
  /** Whether another one that was hit calls it. */
  isBehindHit?: boolean;
};
