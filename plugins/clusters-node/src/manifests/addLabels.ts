import { type Manifest } from '../types';
import { isBuiltIn } from './kinds';
import { type KustomizationLabels } from './kustomizationSchema';
import { recordsAt } from './records';

type Place = {
  kinds: string[];
  path: string;
  /** Whether the labels are put where there were none. */
  create: boolean;
};

const POD_TEMPLATES = [
  'DaemonSet',
  'Deployment',
  'ReplicaSet',
  'ReplicationController',
  'StatefulSet',
];
const WITH_AFFINITY = ['Deployment', 'StatefulSet'];

const templatePlaces: Place[] = [
  {
    kinds: [...POD_TEMPLATES, 'Job'],
    path: 'spec/template/metadata/labels',
    create: true,
  },
  {
    kinds: ['CronJob'],
    path: 'spec/jobTemplate/metadata/labels',
    create: true,
  },
  {
    kinds: ['CronJob'],
    path: 'spec/jobTemplate/spec/template/metadata/labels',
    create: true,
  },
  {
    kinds: ['StatefulSet'],
    path: 'spec/volumeClaimTemplates[]/metadata/labels',
    create: true,
  },
];

const affinity = ['podAffinity', 'podAntiAffinity'].flatMap(kind => [
  `spec/template/spec/affinity/${kind}/preferredDuringSchedulingIgnoredDuringExecution[]/podAffinityTerm/labelSelector/matchLabels`,
  `spec/template/spec/affinity/${kind}/requiredDuringSchedulingIgnoredDuringExecution[]/labelSelector/matchLabels`,
]);

const selectorPlaces: Place[] = [
  {
    kinds: ['Service', 'ReplicationController'],
    path: 'spec/selector',
    create: true,
  },
  {
    kinds: ['DaemonSet', 'Deployment', 'ReplicaSet', 'StatefulSet'],
    path: 'spec/selector/matchLabels',
    create: true,
  },
  ...[
    ...affinity,
    'spec/template/spec/topologySpreadConstraints[]/labelSelector/matchLabels',
  ].map(path => ({ kinds: WITH_AFFINITY, path, create: false })),
  {
    kinds: ['Job', 'PodDisruptionBudget'],
    path: 'spec/selector/matchLabels',
    create: false,
  },
  {
    kinds: ['CronJob'],
    path: 'spec/jobTemplate/spec/selector/matchLabels',
    create: false,
  },
  ...[
    'spec/podSelector/matchLabels',
    'spec/ingress[]/from[]/podSelector/matchLabels',
    'spec/egress[]/to[]/podSelector/matchLabels',
  ].map(path => ({ kinds: ['NetworkPolicy'], path, create: false })),
];

/** Adds an entry of `labels` in a kustomization to a manifest. */
export function addLabels(
  manifest: Manifest,
  { pairs, includeSelectors, includeTemplates }: KustomizationLabels,
): void {
  const places = [
    ...(includeTemplates || includeSelectors ? templatePlaces : []),
    ...(includeSelectors ? selectorPlaces : []),
  ].filter(({ kinds }) => isBuiltIn(manifest) && kinds.includes(manifest.kind));
  for (const { path, create } of [
    { path: 'metadata/labels', create: true },
    ...places,
  ]) {
    for (const labels of recordsAt(manifest, path, { create })) {
      Object.assign(labels, pairs);
    }
  }
}
