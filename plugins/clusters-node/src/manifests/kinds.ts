import { type Manifest } from '../types';

/** The kinds of Kubernetes itself that are in no namespace. */
const CLUSTER_WIDE = new Set([
  'APIService',
  'CertificateSigningRequest',
  'ClusterRole',
  'ClusterRoleBinding',
  'CSIDriver',
  'CSINode',
  'CustomResourceDefinition',
  'FlowSchema',
  'IngressClass',
  'MutatingAdmissionPolicy',
  'MutatingAdmissionPolicyBinding',
  'MutatingWebhookConfiguration',
  'Namespace',
  'Node',
  'PersistentVolume',
  'PriorityClass',
  'PriorityLevelConfiguration',
  'RuntimeClass',
  'StorageClass',
  'ValidatingAdmissionPolicy',
  'ValidatingAdmissionPolicyBinding',
  'ValidatingWebhookConfiguration',
  'VolumeAttachment',
]);

/** The group of `apps/v1` is `apps`, that of `v1` is empty. */
export function groupOf({ apiVersion }: { apiVersion: string }): string {
  return apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
}

/** Whether Kubernetes itself defines the kind, and not a custom resource definition. */
export function isBuiltIn(manifest: { apiVersion: string }): boolean {
  const group = groupOf(manifest);
  return !group.includes('.') || group.endsWith('.k8s.io');
}

/** Custom kinds count as namespaced, as kustomize has it. */
export function isNamespaced({ apiVersion, kind }: Manifest): boolean {
  return !(isBuiltIn({ apiVersion }) && CLUSTER_WIDE.has(kind));
}

/** `Deployment core`, for people. */
export function titleOf({ kind, metadata }: Manifest): string {
  return `${kind} ${metadata.name}`;
}

/** The same for two manifests of one object, whatever their versions. */
export function identityOf(manifest: Manifest): string {
  const { kind, metadata } = manifest;
  return [
    groupOf(manifest),
    kind,
    metadata.namespace ?? '',
    metadata.name,
  ].join('/');
}
