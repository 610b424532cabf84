import { systemUser } from '../auth/User';
import { isObject } from '../model/json';
import { Registry } from '../registry/Registry';
import { Resource } from '../registry/Resource';

const RBAC = 'rbac.authorization.k8s.io';
const WRITE = ['create', 'delete', 'deletecollection', 'patch', 'update'];
const READ = ['get', 'list', 'watch'];

const CORE = ['configmaps', 'events', 'pods', 'services', 'serviceaccounts'];
const QUOTAS = ['limitranges', 'resourcequotas'];
const GROUPS: Record<string, string[]> = {
  apps: [
    'deployments',
    'deployments/scale',
    'replicasets',
    'replicasets/scale',
  ],
  autoscaling: ['horizontalpodautoscalers'],
  batch: ['cronjobs', 'jobs'],
  policy: ['poddisruptionbudgets'],
  'networking.k8s.io': ['networkpolicies'],
};

function rule(apiGroup: string, resources: string[], verbs: string[]) {
  return { apiGroups: [apiGroup], resources, verbs };
}

const seeing = [
  rule(
    '',
    [
      ...CORE,
      ...QUOTAS,
      'namespaces',
      'pods/log',
      'pods/status',
      'services/status',
    ],
    READ,
  ),
  rule('discovery.k8s.io', ['endpointslices'], READ),
  rule('metrics.k8s.io', ['pods', 'nodes'], READ),
  ...Object.entries(GROUPS).map(([group, resources]) =>
    rule(
      group,
      [...resources, ...resources.map(name => `${name.split('/')[0]}/status`)],
      READ,
    ),
  ),
];

const editing = [
  ...seeing,
  rule('', [...CORE, 'secrets', 'pods/eviction'], [...READ, ...WRITE]),
  rule('', ['serviceaccounts/token'], ['create']),
  ...Object.entries(GROUPS).map(([group, resources]) =>
    rule(group, resources, [...READ, ...WRITE]),
  ),
];

const clusterRoles: Record<string, object[]> = {
  'cluster-admin': [
    { apiGroups: ['*'], resources: ['*'], verbs: ['*'] },
    { nonResourceURLs: ['*'], verbs: ['*'] },
  ],
  admin: [
    ...editing,
    rule(RBAC, ['rolebindings', 'roles'], [...READ, ...WRITE]),
    rule('authorization.k8s.io', ['localsubjectaccessreviews'], ['create']),
  ],
  edit: editing,
  view: seeing,
  'system:basic-user': [
    rule(
      'authorization.k8s.io',
      ['selfsubjectaccessreviews', 'selfsubjectrulesreviews'],
      ['create'],
    ),
    rule('authentication.k8s.io', ['selfsubjectreviews'], ['create']),
  ],
  'system:discovery': [
    {
      nonResourceURLs: [
        ...['/api', '/api/*', '/apis', '/apis/*', '/healthz', '/livez'],
        ...['/openapi', '/openapi/*', '/readyz', '/version', '/version/'],
      ],
      verbs: ['get'],
    },
  ],
};

const bindings: Array<[string, string]> = [
  ['cluster-admin', 'system:masters'],
  ['system:basic-user', 'system:authenticated'],
  ['system:discovery', 'system:authenticated'],
];

/** What every cluster has from its first moment. */
export function bootstrap(registry: Registry): void {
  const options = { user: systemUser('apiserver'), manager: 'kube-apiserver' };
  const ensure = (plural: string, group: string, body: object) => {
    const resource: Resource | undefined = registry.resources.find(
      group,
      'v1',
      plural,
    );
    const metadata = 'metadata' in body ? body.metadata : undefined;
    const name = isObject(metadata) ? String(metadata.name) : '';
    if (resource && !registry.find(resource, { namespace: '', name })) {
      registry.create(resource, '', body, options);
    }
  };
  for (const name of [
    'default',
    'kube-system',
    'kube-public',
    'kube-node-lease',
  ]) {
    ensure('namespaces', '', { metadata: { name } });
  }
  const labels = { 'kubernetes.io/bootstrapping': 'rbac-defaults' };
  for (const [name, rules] of Object.entries(clusterRoles)) {
    ensure('clusterroles', RBAC, { metadata: { name, labels }, rules });
  }
  for (const [role, group] of bindings) {
    ensure('clusterrolebindings', RBAC, {
      metadata: { name: role, labels },
      roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name: role },
      subjects: [{ apiGroup: RBAC, kind: 'Group', name: group }],
    });
  }
}
