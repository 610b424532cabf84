export { Cluster, startCluster } from './Cluster';
export type { ClusterOptions } from './Cluster';
export { kubeconfigOf } from './kubeconfigOf';
export { Client, ResourceClient } from './client/Client';
export type { Draft, Found } from './client/Client';
export { Informer } from './client/Informer';
export type { InformerEvent } from './client/Informer';
export type { LogOptions, PodRuntime, Usage } from './PodRuntime';
export { ApiError } from './model/ApiError';
export type {
  KubeObject,
  ObjectMeta,
  OwnerReference,
} from './model/KubeObject';
export { formatQuantity, parseQuantity } from './model/quantity';
export { compileLabelSelector } from './model/selectors';
export type { Admission, AdmissionRequest } from './registry/Admission';
