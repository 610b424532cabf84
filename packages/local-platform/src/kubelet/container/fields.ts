import { parseQuantity } from '../../kubernetes';
import { nameOf, namespaceOf } from '../../kubernetes/model/KubeObject';
import { Container, EnvVariable, Pod } from '../types';
import { ConfigError } from './ConfigError';

/** What a variable may ask of its pod: `metadata.name`. */
export function readField(
  pod: Pod,
  path: string,
  podIp: string,
  hostIp: string,
): string {
  const [, field, key] =
    /^metadata\.(labels|annotations)\['(.+)'\]$/.exec(path) ?? [];
  if (field === 'labels' || field === 'annotations') {
    return pod.metadata[field]?.[key] ?? '';
  }
  const values: Record<string, string | undefined> = {
    'metadata.name': nameOf(pod),
    'metadata.namespace': namespaceOf(pod),
    'metadata.uid': pod.metadata.uid,
    'spec.nodeName': pod.spec.nodeName,
    'spec.serviceAccountName': pod.spec.serviceAccountName ?? 'default',
    'status.podIP': podIp,
    'status.podIPs': podIp,
    'status.hostIP': hostIp,
    'status.hostIPs': hostIp,
  };
  const value = values[path];
  if (value === undefined) {
    throw new ConfigError(`unsupported fieldPath: ${path}`);
  }
  return value;
}

type ResourceRef = NonNullable<
  NonNullable<EnvVariable['valueFrom']>['resourceFieldRef']
>;

/** A limit or request of a container, in units of the divisor; without a limit, what the node has. */
export function readResource(
  pod: Pod,
  container: Container,
  { resource, containerName, divisor }: ResourceRef,
  capacity: Record<string, string>,
): string {
  const from = containerName
    ? [...(pod.spec.initContainers ?? []), ...pod.spec.containers].find(
        each => each.name === containerName,
      )
    : container;
  if (!from) {
    throw new ConfigError(`container ${containerName} not found`);
  }
  const [kind, name] = resource.split('.', 2);
  if (!['limits', 'requests'].includes(kind) || !name) {
    throw new ConfigError(`unsupported container resource : ${resource}`);
  }
  const given =
    kind === 'limits'
      ? from.resources?.limits?.[name] ?? capacity[name]
      : from.resources?.requests?.[name] ?? '0';
  const unit = parseQuantity(divisor ?? '1') || 1;
  return String(Math.ceil((parseQuantity(given) ?? 0) / unit));
}
