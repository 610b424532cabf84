import { notSupported } from '../../model/causes';
import { asArray, asNumber, asObject, asObjects, at } from '../../model/json';
import { KubeObject, timestamp } from '../../model/KubeObject';
import { labelName } from '../../model/names';
import {
  eventColumns,
  limitRangeColumns,
  namespaceColumns,
  nodeColumns,
  quotaColumns,
  serviceAccountColumns,
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
import { service, endpointSlice } from './network';
import { configMap, secret } from './configuration';
import { field } from './field';

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

/** Whoever gives a pod its node has scheduled it. */
function setScheduled(pod: KubeObject): void {
  const status = child(pod, 'status');
  status.conditions = [
    ...asObjects(status.conditions).filter(
      ({ type }) => type !== 'PodScheduled',
    ),
    {
      type: 'PodScheduled',
      status: 'True',
      lastTransitionTime: timestamp(),
    },
  ];
}

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
    if (at(object, 'spec', 'nodeName') && !at(old, 'spec', 'nodeName')) {
      setScheduled(object);
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
