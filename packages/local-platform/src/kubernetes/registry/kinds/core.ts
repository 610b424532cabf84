import { Cause } from '../../model/ApiError';
import {
  forbiddenField,
  invalidValue,
  notSupported,
  required,
} from '../../model/causes';
import {
  asArray,
  asNumber,
  asObject,
  asObjects,
  asString,
  asStringMap,
  at,
  equals,
} from '../../model/json';
import { KubeObject, timestamp } from '../../model/KubeObject';
import { labelName, serviceName } from '../../model/names';
import {
  configMapColumns,
  endpointSliceColumns,
  eventColumns,
  limitRangeColumns,
  namespaceColumns,
  nodeColumns,
  quotaColumns,
  secretColumns,
  serviceAccountColumns,
  serviceColumns,
} from '../columns/others';
import { podColumns } from '../columns/pod';
import { Resource } from '../Resource';
import { define } from './define';
import {
  child,
  fill,
  qualityOfService,
  setPodSpecDefaults,
} from './podDefaults';
import { validatePodSpec, validatePodUpdate } from './podValidation';

function field(...path: string[]): (object: KubeObject) => string {
  return object => {
    const value = at(object, ...path);
    return value === undefined || value === null ? '' : String(value);
  };
}

const namespace = define('', 'v1', {
  kind: 'Namespace',
  plural: 'namespaces',
  shortNames: ['ns'],
  namespaced: false,
  status: true,
  columns: namespaceColumns,
  nameRule: labelName,
  withoutGeneration: true,
  selectable: { 'status.phase': field('status', 'phase') },
  setDefaults: object => {
    const { metadata } = object;
    metadata.labels = {
      ...metadata.labels,
      'kubernetes.io/metadata.name': metadata.name ?? '',
    };
    fill(child(object, 'status'), { phase: 'Active' });
  },
  prepare: (object, old) => {
    object.spec = old ? old.spec : { finalizers: ['kubernetes'] };
  },
});

const pod = define('', 'v1', {
  kind: 'Pod',
  plural: 'pods',
  shortNames: ['po'],
  categories: ['all'],
  status: true,
  columns: podColumns,
  withoutGeneration: false,
  selectable: {
    'spec.nodeName': field('spec', 'nodeName'),
    'spec.restartPolicy': field('spec', 'restartPolicy'),
    'spec.schedulerName': field('spec', 'schedulerName'),
    'spec.serviceAccountName': field('spec', 'serviceAccountName'),
    'status.phase': field('status', 'phase'),
    'status.podIP': field('status', 'podIP'),
    'status.nominatedNodeName': field('status', 'nominatedNodeName'),
  },
  setDefaults: object => {
    const spec = asObject(object.spec);
    setPodSpecDefaults(spec);
    fill(spec, {
      enableServiceLinks: true,
      preemptionPolicy: 'PreemptLowerPriority',
      priority: 0,
    });
  },
  prepare: (object, old) => {
    if (!old) {
      object.status = {
        phase: 'Pending',
        qosClass: qualityOfService(asObject(object.spec)),
      };
    }
  },
  validate: (object, old) =>
    old
      ? validatePodUpdate(object.spec, old.spec)
      : validatePodSpec(asObject(object.spec), 'spec'),
  gracePeriod: object => {
    const phase = at(object, 'status', 'phase');
    if (!at(object, 'spec', 'nodeName')) {
      return 0;
    }
    return phase === 'Succeeded' || phase === 'Failed'
      ? 0
      : asNumber(at(object, 'spec', 'terminationGracePeriodSeconds')) ?? 30;
  },
});

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

const service = define('', 'v1', {
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

function validateData(
  object: KubeObject,
  old: KubeObject | undefined,
): Cause[] {
  const causes: Cause[] = [];
  for (const name of ['data', 'binaryData']) {
    for (const key of Object.keys(asObject(object[name]))) {
      if (!/^[-._a-zA-Z0-9]+$/.test(key)) {
        causes.push(
          invalidValue(
            `${name}[${key}]`,
            key,
            "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')",
          ),
        );
      }
    }
    if (old?.immutable === true && !equals(object[name], old[name])) {
      causes.push(
        forbiddenField(name, 'field is immutable when `immutable` is set'),
      );
    }
  }
  if (JSON.stringify(object.data ?? {}).length > 1024 * 1024) {
    causes.push({
      reason: 'FieldValueTooLong',
      message: 'Too long: may not be more than 1048576 bytes',
      field: '',
    });
  }
  return causes;
}

const configMap = define('', 'v1', {
  kind: 'ConfigMap',
  plural: 'configmaps',
  shortNames: ['cm'],
  columns: configMapColumns,
  withoutGeneration: true,
  validate: validateData,
});

const secret = define('', 'v1', {
  kind: 'Secret',
  plural: 'secrets',
  columns: secretColumns,
  withoutGeneration: true,
  selectable: { type: field('type') },
  setDefaults: object => {
    fill(object, { type: 'Opaque' });
    const plain = asStringMap(object.stringData);
    if (object.stringData !== undefined) {
      const data = child(object, 'data');
      for (const [key, value] of Object.entries(plain)) {
        data[key] = Buffer.from(value).toString('base64');
      }
      delete object.stringData;
    }
  },
  validate: (object, old) => [
    ...validateData(object, old),
    ...(old && object.type !== old.type
      ? [invalidValue('type', object.type, 'field is immutable')]
      : []),
  ],
});

const serviceAccount = define('', 'v1', {
  kind: 'ServiceAccount',
  plural: 'serviceaccounts',
  shortNames: ['sa'],
  columns: serviceAccountColumns,
  withoutGeneration: true,
});

const event = define('', 'v1', {
  kind: 'Event',
  plural: 'events',
  shortNames: ['ev'],
  schemaName: 'io.k8s.core.v1.Event',
  columns: eventColumns,
  withoutGeneration: true,
  selectable: {
    type: field('type'),
    reason: field('reason'),
    source: field('source', 'component'),
    reportingComponent: field('reportingComponent'),
    ...Object.fromEntries(
      [
        'kind',
        'name',
        'namespace',
        'uid',
        'apiVersion',
        'resourceVersion',
        'fieldPath',
      ].map(name => [`involvedObject.${name}`, field('involvedObject', name)]),
    ),
  },
  setDefaults: object => {
    fill(object, { reportingComponent: '', reportingInstance: '' });
    if (!object.firstTimestamp && !object.eventTime) {
      object.firstTimestamp = timestamp();
    }
    if (!object.lastTimestamp && !object.eventTime) {
      object.lastTimestamp = object.firstTimestamp;
    }
  },
});

const node = define('', 'v1', {
  kind: 'Node',
  plural: 'nodes',
  shortNames: ['no'],
  namespaced: false,
  status: true,
  columns: nodeColumns,
  withoutGeneration: true,
  selectable: {
    'spec.unschedulable': object =>
      String(at(object, 'spec', 'unschedulable') === true),
  },
});

const endpointSlice = define('discovery.k8s.io', 'v1', {
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

const resourceQuota = define('', 'v1', {
  kind: 'ResourceQuota',
  plural: 'resourcequotas',
  shortNames: ['quota'],
  status: true,
  columns: quotaColumns,
  withoutGeneration: true,
});

const limitRange = define('', 'v1', {
  kind: 'LimitRange',
  plural: 'limitranges',
  shortNames: ['limits'],
  columns: limitRangeColumns,
  withoutGeneration: true,
  validate: object =>
    asArray(at(object, 'spec', 'limits')).flatMap((limit, i) => {
      const type = at(limit, 'type');
      const known = ['Container', 'PersistentVolumeClaim', 'Pod'];
      return known.includes(String(type))
        ? []
        : [notSupported(`spec.limits[${i}].type`, type, known)];
    }),
});

export const coreKinds: Resource[] = [
  namespace,
  pod,
  service,
  configMap,
  secret,
  serviceAccount,
  event,
  node,
  resourceQuota,
  limitRange,
  endpointSlice,
];
