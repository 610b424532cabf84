import { namespaceOf } from '../../kubernetes/model/KubeObject';
import { ConfigSources } from '../ConfigSources';
import { Container, EnvVariable, Pod } from '../types';
import { ConfigError } from './ConfigError';
import { expand } from './expand';
import { readField, readResource } from './fields';

export type Surroundings = {
  pod: Pod;
  podIp: string;
  hostIp: string;
  capacity: Record<string, string>;
  config: ConfigSources;
};

/** The variables that a manifest gives a container, taken literally. */
export function resolveEnvironment(
  container: Container,
  surroundings: Surroundings,
): Record<string, string> {
  const environment = sourcesOf(container, surroundings);
  for (const variable of container.env ?? []) {
    const value = resolve(variable, container, surroundings);
    if (value !== undefined) {
      environment[variable.name] = variable.valueFrom
        ? value
        : expand(value, environment);
    }
  }
  return environment;
}

/** Of whole ConfigMaps and Secrets. */
function sourcesOf(
  container: Container,
  { pod, config }: Surroundings,
): Record<string, string> {
  const environment: Record<string, string> = {};
  const namespace = namespaceOf(pod);
  for (const { prefix = '', configMapRef, secretRef } of container.envFrom ??
    []) {
    const ref = configMapRef ?? secretRef;
    if (!ref) {
      continue;
    }
    const data = configMapRef
      ? config.configMap(namespace, ref.name)
      : config.secret(namespace, ref.name);
    if (!data && !ref.optional) {
      throw missing(configMapRef ? 'configmap' : 'secret', ref.name);
    }
    for (const [key, value] of Object.entries(data ?? {})) {
      environment[`${prefix}${key}`] = value;
    }
  }
  return environment;
}

function resolve(
  { value = '', valueFrom }: EnvVariable,
  container: Container,
  surroundings: Surroundings,
): string | undefined {
  const { pod, podIp, hostIp, capacity, config } = surroundings;
  const namespace = namespaceOf(pod);
  if (valueFrom?.configMapKeyRef) {
    const { name } = valueFrom.configMapKeyRef;
    return pick(
      'configmap',
      namespace,
      valueFrom.configMapKeyRef,
      config.configMap(namespace, name),
    );
  }
  if (valueFrom?.secretKeyRef) {
    const { name } = valueFrom.secretKeyRef;
    return pick(
      'secret',
      namespace,
      valueFrom.secretKeyRef,
      config.secret(namespace, name),
    );
  }
  if (valueFrom?.fieldRef) {
    return readField(pod, valueFrom.fieldRef.fieldPath, podIp, hostIp);
  }
  if (valueFrom?.resourceFieldRef) {
    return readResource(pod, container, valueFrom.resourceFieldRef, capacity);
  }
  return value;
}

function pick(
  kind: 'configmap' | 'secret',
  namespace: string,
  { name, key, optional }: { name: string; key: string; optional?: boolean },
  data: Record<string, string> | undefined,
): string | undefined {
  if (data && Object.hasOwn(data, key)) {
    return data[key];
  }
  if (optional) {
    return undefined;
  }
  if (!data) {
    throw missing(kind, name);
  }
  const title = kind === 'secret' ? 'Secret' : 'ConfigMap';
  throw new ConfigError(
    `couldn't find key ${key} in ${title} ${namespace}/${name}`,
  );
}

function missing(kind: string, name: string): ConfigError {
  return new ConfigError(`${kind} ${JSON.stringify(name)} not found`);
}
