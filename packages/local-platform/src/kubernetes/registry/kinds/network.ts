import { Cause } from '../../model/ApiError';
import { forbiddenField, invalidValue, required } from '../../model/causes';
import { asNumber, asObject, asObjects, asString, at } from '../../model/json';
import { KubeObject } from '../../model/KubeObject';
import { serviceName } from '../../model/names';
import { endpointSliceColumns, serviceColumns } from '../columns/network';
import { define } from './define';
import { child, fill } from './podDefaults';
import { field } from './field';

function validateService(
  object: KubeObject,
  old: KubeObject | undefined,
): Cause[] {
  const spec = asObject(object.spec);
  const ports = asObjects(spec.ports);
  const causes: Cause[] = [];
  if (ports.length === 0 && spec.type !== 'ExternalName' && !isHeadless(spec)) {
    causes.push(required('spec.ports'));
  }
  if (spec.type === 'ExternalName' && !spec.externalName) {
    causes.push(required('spec.externalName'));
  }
  ports.forEach((port, i) => {
    const where = `spec.ports[${i}]`;
    const number = asNumber(port.port) ?? 0;
    if (number < 1 || number > 65535) {
      causes.push(
        invalidValue(
          `${where}.port`,
          number,
          'must be between 1 and 65535, inclusive',
        ),
      );
    }
    if (ports.length > 1 && !port.name) {
      causes.push(required(`${where}.name`));
    }
    if (port.nodePort && spec.type === 'ClusterIP') {
      causes.push(
        forbiddenField(
          `${where}.nodePort`,
          "may not be used when `type` is 'ClusterIP'",
        ),
      );
    }
  });
  const ip = at(old, 'spec', 'clusterIP');
  if (ip && spec.type !== 'ExternalName' && spec.clusterIP !== ip) {
    causes.push(
      invalidValue('spec.clusterIPs[0]', spec.clusterIP, 'field is immutable'),
    );
  }
  return causes;
}

function isHeadless(spec: unknown): boolean {
  return at(spec, 'clusterIP') === 'None';
}

export const service = define('', 'v1', {
  kind: 'Service',
  plural: 'services',
  shortNames: ['svc'],
  categories: ['all'],
  status: true,
  columns: serviceColumns,
  nameRule: serviceName,
  withoutGeneration: true,
  selectable: {
    'spec.clusterIP': field('spec', 'clusterIP'),
    'spec.type': field('spec', 'type'),
  },
  setDefaults: object => {
    const spec = child(object, 'spec');
    fill(spec, { type: 'ClusterIP', sessionAffinity: 'None' });
    asObjects(spec.ports).forEach(port =>
      fill(port, { protocol: 'TCP', targetPort: port.port }),
    );
    if (spec.type !== 'ExternalName') {
      fill(spec, {
        internalTrafficPolicy: 'Cluster',
        ipFamilies: ['IPv4'],
        ipFamilyPolicy: 'SingleStack',
      });
    }
    if (spec.type === 'NodePort' || spec.type === 'LoadBalancer') {
      fill(spec, { externalTrafficPolicy: 'Cluster' });
    }
    if (spec.type === 'LoadBalancer') {
      fill(spec, { allocateLoadBalancerNodePorts: true });
    }
    fill(child(object, 'status'), { loadBalancer: {} });
  },
  prepare: (object, old) => {
    const spec = asObject(object.spec);
    const kept = asString(at(old, 'spec', 'clusterIP'));
    if (kept && spec.clusterIP === undefined) {
      spec.clusterIP = kept;
    }
    if (typeof spec.clusterIP === 'string') {
      spec.clusterIPs = [spec.clusterIP];
    }
  },
  validate: validateService,
});

export const endpointSlice = define('discovery.k8s.io', 'v1', {
  kind: 'EndpointSlice',
  plural: 'endpointslices',
  columns: endpointSliceColumns,
  setDefaults: object =>
    asObjects(object.ports).forEach(port =>
      fill(port, { name: '', protocol: 'TCP' }),
    ),
  validate: (object, old) =>
    old && old.addressType !== object.addressType
      ? [invalidValue('addressType', object.addressType, 'field is immutable')]
      : [],
});
