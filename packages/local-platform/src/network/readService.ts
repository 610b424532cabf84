import { KubeObject } from '../kubernetes';
import {
  asNumber,
  asObjects,
  asString,
  asStrings,
  at,
  JsonObject,
} from '../kubernetes/model/json';
import { namespaceOf } from '../kubernetes/model/KubeObject';
import { Endpoint, ServiceEntry } from './ServiceTable';

/** Where a Service leads, by its manifest and its EndpointSlices. */
export function readService(
  service: KubeObject,
  slices: KubeObject[],
): ServiceEntry {
  const externalName =
    at(service, 'spec', 'type') === 'ExternalName'
      ? asString(at(service, 'spec', 'externalName'))
      : undefined;
  const ip = asString(at(service, 'spec', 'clusterIP'));
  const isHeadless = ip === 'None';
  const ports = asObjects(at(service, 'spec', 'ports')).map(port => ({
    port: asNumber(port.port) ?? 0,
    endpoints: slices.flatMap(slice => endpointsOf(slice, port)),
  }));
  return {
    ports,
    isHeadless,
    ...(ip && !isHeadless && { clusterIp: ip }),
    ...(externalName && { externalName }),
  };
}

/** Those of a slice that are ready, at the slice's port of the same name. */
function endpointsOf(slice: KubeObject, servicePort: JsonObject): Endpoint[] {
  const port = asObjects(slice.ports).find(
    each => (each.name ?? '') === (servicePort.name ?? ''),
  );
  if (!port) {
    return [];
  }
  const number = asNumber(port.port) ?? asNumber(servicePort.port) ?? 0;
  return asObjects(slice.endpoints).flatMap(endpoint => {
    // A controller that says nothing means that it is ready.
    if (at(endpoint, 'conditions', 'ready') === false) {
      return [];
    }
    const pod = podOf(endpoint, namespaceOf(slice));
    return asStrings(endpoint.addresses).map(host => ({
      host,
      port: number,
      ...(pod && { pod }),
    }));
  });
}

function podOf(endpoint: JsonObject, namespace: string): string | undefined {
  const { kind, name, namespace: of } = Object(endpoint.targetRef);
  return kind === 'Pod' ? `${of ?? namespace}/${name}` : undefined;
}
