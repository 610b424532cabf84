/**
 * The one way of the back ends to Kubernetes clusters: regions, credentials, typed answers, informers.
 *
 * @packageDocumentation
 */
export { ClusterRefusedError, ClusterUnavailableError } from './http/errors';
export {
  metadataSchema,
  type Condition,
  type KubernetesObject,
  type Metadata,
} from './kinds/metadata';
export {
  events,
  pods,
  type ContainerState,
  type KubernetesEvent,
  type Pod,
} from './kinds/pods';
export {
  deployments,
  replicaSets,
  type Deployment,
  type PodTemplate,
  type ReplicaSet,
} from './kinds/workloads';
export { parseSelector } from './labels/parseSelector';
export { sortForApply } from './manifests/applyOrder';
export { type ManifestFiles } from './manifests/files';
export { type KustomizationImage } from './manifests/kustomizationSchema';
export {
  renderKustomization,
  type RenderOptions,
} from './manifests/renderKustomization';
export { clustersServiceRef } from './service';
export type {
  AskOptions,
  ClientLimits,
  Cluster,
  ClusterAnswer,
  ClusterClient,
  ClustersService,
  Informer,
  InformerEvent,
  Kind,
  LogOptions,
  Manifest,
  ObjectRef,
  Person,
  RequestOptions,
  Selection,
  WriteOptions,
} from './types';
