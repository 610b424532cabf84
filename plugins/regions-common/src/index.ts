/**
 * What the regions plugin and its back end share: the types of the wire, the
 * permissions, and the signal of a changed verdict.
 *
 * @packageDocumentation
 */
export {
  getWorkloadSelection,
  workloadAnnotations,
  type WorkloadSelection,
} from './annotations';
export {
  regionsEntityReadPermission,
  regionsPermissions,
  regionsReadPermission,
} from './permissions';
export {
  createRegionsClient,
  type RegionsClient,
  type RegionsClientCallOptions,
  type RegionsClientOptions,
} from './RegionsClient';
export { REGIONS_CHANNEL, type RegionsSignal } from './signals';
export type { components, operations, paths } from './schema/openapi.generated';
export type {
  EntityRegion,
  EntityRegions,
  Reading,
  Region,
  RegionCluster,
  RegionDatabase,
  RegionFinding,
  RegionGateway,
  RegionLevel,
  RegionRule,
  RegionTraffic,
  RegionVerdict,
  RegionWorkload,
  RegionWorkloads,
} from './types';
