import {
  asObject,
  asObjects,
  asString,
  at,
  isObject,
  JsonObject,
} from '../../model/json';

/** Sets what is not there. */
export function fill(object: JsonObject, defaults: JsonObject): void {
  for (const [field, value] of Object.entries(defaults)) {
    if (object[field] === undefined) {
      object[field] = value;
    }
  }
}

/** The object below a field, made where there is none. */
export function child(object: JsonObject, field: string): JsonObject {
  const found = object[field];
  if (isObject(found)) {
    return found;
  }
  const made: JsonObject = {};
  object[field] = made;
  return made;
}

function pullPolicy(image: string): string {
  const [reference, digest] = image.split('@');
  const tag = /:([^/:]+)$/.exec(reference)?.[1];
  return digest || (tag && tag !== 'latest') ? 'IfNotPresent' : 'Always';
}

function setProbeDefaults(probe: unknown): void {
  if (!isObject(probe)) {
    return;
  }
  fill(probe, {
    timeoutSeconds: 1,
    periodSeconds: 10,
    successThreshold: 1,
    failureThreshold: 3,
  });
  if (isObject(probe.httpGet)) {
    fill(probe.httpGet, { path: '/', scheme: 'HTTP' });
  }
  if (isObject(probe.grpc)) {
    fill(probe.grpc, { service: '' });
  }
}

function setContainerDefaults(container: JsonObject): void {
  fill(container, {
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
    imagePullPolicy: pullPolicy(asString(container.image) ?? ''),
    resources: {},
  });
  asObjects(container.ports).forEach(port => fill(port, { protocol: 'TCP' }));
  asObjects(container.env).forEach(variable => {
    const source = at(variable, 'valueFrom', 'fieldRef');
    if (isObject(source)) {
      fill(source, { apiVersion: 'v1' });
    }
  });
  const resources = asObject(container.resources);
  if (isObject(resources.limits)) {
    fill(child(resources, 'requests'), resources.limits);
  }
  setProbeDefaults(container.livenessProbe);
  setProbeDefaults(container.readinessProbe);
  setProbeDefaults(container.startupProbe);
  for (const hook of ['postStart', 'preStop']) {
    const get = at(container.lifecycle, hook, 'httpGet');
    if (isObject(get)) {
      fill(get, { path: '/', scheme: 'HTTP' });
    }
  }
}

function setVolumeDefaults(volume: JsonObject): void {
  for (const kind of ['secret', 'configMap', 'projected', 'downwardAPI']) {
    if (isObject(volume[kind])) {
      fill(asObject(volume[kind]), { defaultMode: 420 });
    }
  }
}

/** The defaults of a pod's spec, in a pod or in a template. */
export function setPodSpecDefaults(spec: JsonObject): void {
  fill(spec, {
    restartPolicy: 'Always',
    dnsPolicy: 'ClusterFirst',
    schedulerName: 'default-scheduler',
    securityContext: {},
    terminationGracePeriodSeconds: 30,
  });
  const account = spec.serviceAccountName ?? spec.serviceAccount;
  if (account !== undefined) {
    spec.serviceAccountName = account;
    spec.serviceAccount = account;
  }
  for (const field of ['initContainers', 'containers']) {
    asObjects(spec[field]).forEach(setContainerDefaults);
  }
  asObjects(spec.volumes).forEach(setVolumeDefaults);
}

/** The class by which a node would choose whom to end first. */
export function qualityOfService(spec: JsonObject): string {
  const containers = [
    ...asObjects(spec.initContainers),
    ...asObjects(spec.containers),
  ].map(container => asObject(container.resources));
  const names = ['cpu', 'memory'];
  if (
    containers.every(resources =>
      names.every(
        name =>
          at(resources, 'limits', name) !== undefined &&
          at(resources, 'requests', name) === at(resources, 'limits', name),
      ),
    )
  ) {
    return 'Guaranteed';
  }
  const asksNothing = containers.every(resources =>
    names.every(
      name =>
        at(resources, 'limits', name) === undefined &&
        at(resources, 'requests', name) === undefined,
    ),
  );
  return asksNothing ? 'BestEffort' : 'Burstable';
}
