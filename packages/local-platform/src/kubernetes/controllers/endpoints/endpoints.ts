import { nameOf, namespaceOf } from '../../model/KubeObject';
import { zoneOf } from '../scheduler/fitting';
import type { Endpoint, EndpointPort, Node, Pod, Service } from '../types';
import { isFinished, isReady } from '../work/pods';

/** Whether a pod can be reached at all. */
export function hasAddress(pod: Pod): boolean {
  return Boolean(pod.status.podIP) && !isFinished(pod);
}

export function endpointOf(
  pod: Pod,
  service: Service,
  node: Node | undefined,
): Endpoint {
  const isServing = isReady(pod);
  const isTerminating = pod.metadata.deletionTimestamp !== undefined;
  const { publishNotReadyAddresses = false } = service.spec;
  const { hostname, subdomain, nodeName } = pod.spec;
  const zone = zoneOf(node);
  return {
    addresses: [pod.status.podIP ?? ''],
    conditions: {
      ready: publishNotReadyAddresses || (isServing && !isTerminating),
      serving: publishNotReadyAddresses || isServing,
      terminating: isTerminating,
    },
    ...(hostname && subdomain === nameOf(service) && { hostname }),
    ...(nodeName && { nodeName }),
    ...(zone && { zone }),
    targetRef: {
      kind: 'Pod',
      namespace: namespaceOf(pod),
      name: nameOf(pod),
      uid: pod.metadata.uid,
    },
  };
}

/** The ports of a service as a pod has them; a port that the pod does not name is left out. */
export function portsOf(pod: Pod, service: Service): EndpointPort[] {
  return (service.spec.ports ?? []).flatMap(port => {
    const { name = '', protocol = 'TCP', targetPort = port.port } = port;
    const number =
      typeof targetPort === 'number'
        ? targetPort
        : namedPort(pod, targetPort, protocol);
    const { appProtocol } = port;
    return number === undefined
      ? []
      : [{ name, protocol, port: number, ...(appProtocol && { appProtocol }) }];
  });
}

function namedPort(
  { spec }: Pod,
  name: string,
  protocol: string,
): number | undefined {
  return spec.containers
    .flatMap(({ ports = [] }) => ports)
    .find(port => port.name === name && (port.protocol ?? 'TCP') === protocol)
    ?.containerPort;
}
