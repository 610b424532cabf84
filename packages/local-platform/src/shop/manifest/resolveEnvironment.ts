import { EnvVariable } from './Deployment';

/** What stands on this machine for what the manifests name. */
export type Surroundings = {
  /** Of a Secret's key. */
  secret(name: string, key: string): string | undefined;
  /** Where the Service with this name in the cluster is: `127.0.0.1:6379`, credentials included. */
  address(host: string, port: number): string | undefined;
  /** Of a field of the pod: `metadata.name`. */
  field(path: string): string | undefined;
};

/** `http://core.shop.svc.cluster.local`, or with a port. */
const CLUSTER_ADDRESS =
  /([a-z0-9-]+(?:\.[a-z0-9-]+)*\.svc\.cluster\.local)(?::(\d+))?/g;
const HTTP_PORT = 80;

/** The environment of a container, as the kubelet would make it, on this machine. */
export function resolveEnvironment(
  variables: EnvVariable[],
  surroundings: Surroundings,
): Record<string, string> {
  const environment: Record<string, string> = {};
  for (const { name, value = '', valueFrom } of variables) {
    const { secretKeyRef, fieldRef } = valueFrom ?? {};
    if (secretKeyRef) {
      environment[name] = need(
        surroundings.secret(secretKeyRef.name, secretKeyRef.key),
        `${name} wants the key ${secretKeyRef.key} of the Secret ${secretKeyRef.name}`,
      );
    } else if (fieldRef) {
      environment[name] = need(
        surroundings.field(fieldRef.fieldPath),
        `${name} wants the field ${fieldRef.fieldPath} of the pod`,
      );
    } else {
      environment[name] = expand(value, environment).replace(
        CLUSTER_ADDRESS,
        (text: string, host: string, port?: string) =>
          need(
            surroundings.address(host, port ? Number(port) : HTTP_PORT),
            `${name} wants ${text}`,
          ),
      );
    }
  }
  return environment;
}

/** `$(NAME)` is what was set before, `$$` a dollar sign; what is unknown stays. */
function expand(value: string, known: Record<string, string>): string {
  return value.replace(/\$\$|\$\((\w+)\)/g, (text, name?: string) =>
    name === undefined ? '$' : known[name] ?? text,
  );
}

function need(value: string | undefined, what: string): string {
  if (value === undefined) {
    throw new Error(`${what}, which the embedded platform does not have`);
  }
  return value;
}
