import { type components } from './schema/openapi.generated';

/** How a thing is, in four words. @public */
export type RegionLevel = components['schemas']['Level'];

/** A region with what is read of it. @public */
export type Region = components['schemas']['Region'];

/** A cluster of a region. @public */
export type RegionCluster = components['schemas']['Cluster'];

/** How a region is, since when, and why. @public */
export type RegionVerdict = components['schemas']['Verdict'];

/** What one rule found. @public */
export type RegionFinding = components['schemas']['Finding'];

/** What decides a level. @public */
export type RegionRule = components['schemas']['Rule'];

/** A Deployment. @public */
export type RegionWorkload = components['schemas']['Workload'];

/** The Deployments of a cluster. @public */
export type RegionWorkloads = components['schemas']['Workloads'];

/** What came of asking the gateway. @public */
export type RegionGateway = components['schemas']['Gateway'];

/** The requests that were answered in the region. @public */
export type RegionTraffic = components['schemas']['Traffic'];

/** The database of the region. @public */
export type RegionDatabase = components['schemas']['Database'];

/** Where an entity runs. @public */
export type EntityRegions = components['schemas']['EntityRegions'];

/** What of an entity runs in one region. @public */
export type EntityRegion = components['schemas']['EntityRegion'];

/**
 * A value with its age, or since when and why there is none.
 *
 * @public
 */
export type Reading<T> =
  | (components['schemas']['Known'] & { value: T })
  | components['schemas']['Unknown']
  | components['schemas']['Absent'];
