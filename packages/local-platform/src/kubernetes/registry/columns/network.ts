import { asObjects, asStrings, at } from '../../model/json';
import { KubeObject } from '../../model/KubeObject';
import {
  ageCell,
  columns,
  mapText,
  selectorText,
  string,
  wide,
} from './format';

function servicePorts(service: KubeObject): string {
  const ports = asObjects(at(service, 'spec', 'ports')).map(
    port =>
      `${port.port}${port.nodePort ? `:${port.nodePort}` : ''}/${
        port.protocol
      }`,
  );
  return ports.join(',') || '<none>';
}

function externalIp(service: KubeObject): string {
  const type = at(service, 'spec', 'type');
  const own = asStrings(at(service, 'spec', 'externalIPs'));
  if (type === 'ExternalName') {
    return string(at(service, 'spec', 'externalName'));
  }
  if (type !== 'LoadBalancer') {
    return own.join(',') || '<none>';
  }
  const given = asObjects(at(service, 'status', 'loadBalancer', 'ingress')).map(
    ingress => string(ingress.ip, string(ingress.hostname, '')),
  );
  return [...given, ...own].join(',') || '<pending>';
}

export const serviceColumns = columns([
  ['Type', object => string(at(object, 'spec', 'type'))],
  ['Cluster-IP', object => string(at(object, 'spec', 'clusterIP'))],
  ['External-IP', externalIp],
  ['Port(s)', servicePorts],
  ageCell,
  [wide('Selector'), object => mapText(at(object, 'spec', 'selector'))],
]);

function some(texts: string[]): string {
  return texts.length > 3
    ? `${texts.slice(0, 3).join(',')} + ${texts.length - 3} more...`
    : texts.join(',') || '<unset>';
}

export const endpointSliceColumns = columns([
  ['AddressType', object => string(object.addressType)],
  [
    'Ports',
    object =>
      some(asObjects(object.ports).map(port => String(port.port ?? '*'))),
  ],
  [
    'Endpoints',
    object =>
      some(
        asObjects(object.endpoints).flatMap(endpoint =>
          asStrings(endpoint.addresses),
        ),
      ),
  ],
  ageCell,
]);

export const networkPolicyColumns = columns([
  ['Pod-Selector', object => selectorText(at(object, 'spec', 'podSelector'))],
  ageCell,
]);
