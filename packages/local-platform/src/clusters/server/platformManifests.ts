import { ClustersOptions } from '../options';
import { Manifest } from './applyManifests';

const TECHNICAL = 'shop-platform-portal';

/** What a cluster has before the shop: namespaces, the portal's rights, servers outside. */
export function platformManifests({
  hosts,
  collector,
  secrets,
}: ClustersOptions): Manifest[] {
  return [
    ...['shop', 'observability', 'istio-ingress', 'chaos-mesh'].map(namespace),
    ...portalRights(),
    ...Object.entries(hosts).flatMap(([host, target]) => {
      const [name, port] = host.split(':');
      return outside('shop', name, Number(port), target);
    }),
    ...outside('observability', 'otel-collector', 4318, collector),
    secret('platform-redis', { url: secrets.redisUrl }),
    secret('platform-collector', {
      headers: `authorization=Bearer%20${collector.token}`,
    }),
  ];
}

function namespace(name: string): Manifest {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name } };
}

function secret(name: string, values: Record<string, string>): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name, namespace: 'shop' },
    type: 'Opaque',
    data: Object.fromEntries(
      Object.entries(values).map(([key, value]) => [
        key,
        Buffer.from(value).toString('base64'),
      ]),
    ),
  };
}

/** A Service for a server that is no pod. */
function outside(
  place: string,
  name: string,
  port: number,
  target: { host: string; port: number },
): Manifest[] {
  return [
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name, namespace: place },
      spec: { ports: [{ name: 'main', port, targetPort: target.port }] },
    },
    {
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: {
        name: `${name}-outside`,
        namespace: place,
        labels: { 'kubernetes.io/service-name': name },
      },
      addressType: 'IPv4',
      ports: [{ name: 'main', port: target.port, protocol: 'TCP' }],
      endpoints: [{ addresses: [target.host], conditions: { ready: true } }],
    },
  ];
}

/**
 * Two identities: one that the Kubernetes pages look with, which may not even
 * read a Secret, and one that deploys.
 */
function portalRights(): Manifest[] {
  const viewer = `${TECHNICAL}-viewer`;
  const deployer = `${TECHNICAL}-deployer`;
  const binding = (name: string, role: string): Manifest => ({
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRoleBinding',
    metadata: { name: `${name}:${role}` },
    roleRef: {
      apiGroup: 'rbac.authorization.k8s.io',
      kind: 'ClusterRole',
      name: role,
    },
    subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name }],
  });
  return [
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRole',
      metadata: { name: 'shop-platform:nodes-viewer' },
      rules: [
        {
          apiGroups: [''],
          resources: ['nodes', 'namespaces'],
          verbs: ['get', 'list', 'watch'],
        },
        {
          apiGroups: ['apiextensions.k8s.io'],
          resources: ['customresourcedefinitions'],
          verbs: ['get', 'list', 'watch'],
        },
      ],
    },
    chaosRole('viewer', ['get', 'list', 'watch']),
    chaosRole('operator', ['*']),
    binding(viewer, 'shop-platform:chaos-viewer'),
    binding(deployer, 'shop-platform:chaos-operator'),
    binding(viewer, 'view'),
    binding(viewer, 'shop-platform:nodes-viewer'),
    binding(deployer, 'edit'),
    binding(deployer, 'shop-platform:nodes-viewer'),
  ];
}

/** The roles that Kubernetes comes with know nothing of custom kinds. */
function chaosRole(name: string, verbs: string[]): Manifest {
  return {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    metadata: { name: `shop-platform:chaos-${name}` },
    rules: [{ apiGroups: ['chaos-mesh.org'], resources: ['*'], verbs }],
  };
}

/** Who a token of the portal belongs to. */
export const portalUsers = {
  viewer: { name: `${TECHNICAL}-viewer`, groups: ['system:authenticated'] },
  deployer: { name: `${TECHNICAL}-deployer`, groups: ['system:authenticated'] },
};
