import { asArray, asObjects, asString, at } from '../../model/json';
import { KubeObject } from '../../model/KubeObject';
import { Columns } from '../Resource';
import {
  AGE,
  NAME,
  age,
  ageCell,
  ageOf,
  columns,
  number,
  string,
  wide,
} from './format';

export const namespaceColumns = columns([
  ['Status', object => string(at(object, 'status', 'phase'))],
  ageCell,
]);

export const configMapColumns = columns([
  [
    { name: 'Data', type: 'string' },
    object =>
      String(
        Object.keys(Object(object.data ?? {})).length +
          Object.keys(Object(object.binaryData ?? {})).length,
      ),
  ],
  ageCell,
]);

export const secretColumns = columns([
  ['Type', object => string(object.type)],
  [
    { name: 'Data', type: 'string' },
    object => String(Object.keys(Object(object.data ?? {})).length),
  ],
  ageCell,
]);

export const serviceAccountColumns = columns([
  [
    { name: 'Secrets', type: 'string' },
    object => String(asArray(object.secrets).length),
  ],
  ageCell,
]);

function nodeStatus(node: KubeObject): string {
  const ready = asObjects(at(node, 'status', 'conditions')).find(
    condition => condition.type === 'Ready',
  );
  const word = ready ? 'NotReady' : 'Unknown';
  return `${ready?.status === 'True' ? 'Ready' : word}${
    at(node, 'spec', 'unschedulable') === true ? ',SchedulingDisabled' : ''
  }`;
}

function nodeRoles(node: KubeObject): string {
  const prefix = 'node-role.kubernetes.io/';
  return (
    Object.keys(node.metadata.labels ?? {})
      .filter(key => key.startsWith(prefix))
      .map(key => key.slice(prefix.length))
      .sort()
      .join(',') || '<none>'
  );
}

function nodeAddress(node: KubeObject, type: string): string {
  return string(
    asObjects(at(node, 'status', 'addresses')).find(
      address => address.type === type,
    )?.address,
  );
}

function nodeInfo(node: KubeObject, field: string): string {
  return string(at(node, 'status', 'nodeInfo', field), '<unknown>');
}

export const nodeColumns = columns([
  ['Status', nodeStatus],
  ['Roles', nodeRoles],
  ageCell,
  ['Version', node => string(at(node, 'status', 'nodeInfo', 'kubeletVersion'))],
  [wide('Internal-IP'), node => nodeAddress(node, 'InternalIP')],
  [wide('External-IP'), node => nodeAddress(node, 'ExternalIP')],
  [wide('OS-Image'), node => nodeInfo(node, 'osImage')],
  [wide('Kernel-Version'), node => nodeInfo(node, 'kernelVersion')],
  [
    wide('Container-Runtime'),
    node => nodeInfo(node, 'containerRuntimeVersion'),
  ],
]);

function eventObject(event: KubeObject): string {
  const kind = string(at(event, 'involvedObject', 'kind'), '').toLowerCase();
  return `${kind}/${string(at(event, 'involvedObject', 'name'), '')}`;
}

function lastSeen(event: KubeObject): unknown {
  return (
    at(event, 'series', 'lastObservedTime') ??
    event.lastTimestamp ??
    event.eventTime ??
    event.metadata.creationTimestamp
  );
}

export const eventColumns: Columns = {
  columns: [
    { name: 'Last Seen', type: 'string' },
    { name: 'Type', type: 'string' },
    { name: 'Reason', type: 'string' },
    { name: 'Object', type: 'string' },
    wide('Subobject'),
    wide('Source'),
    { name: 'Message', type: 'string' },
    wide('First Seen'),
    wide('Count'),
    { ...NAME, priority: 1 },
  ],
  row: (event, now) => [
    age(lastSeen(event), now),
    asString(event.type) ?? '',
    asString(event.reason) ?? '',
    eventObject(event),
    asString(at(event, 'involvedObject', 'fieldPath')) ?? '',
    [at(event, 'source', 'component'), at(event, 'source', 'host')]
      .filter(part => typeof part === 'string' && part !== '')
      .join(', '),
    (asString(event.message) ?? '').trim(),
    age(event.firstTimestamp ?? event.metadata.creationTimestamp, now),
    String(number(event.count, 1)),
    event.metadata.name ?? '',
  ],
};

function usage(quota: KubeObject, limits: boolean): string {
  return Object.entries(Object(at(quota, 'status', 'hard') ?? {}))
    .filter(([name]) => name.startsWith('limits.') === limits)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(
      ([name, hard]) => `${name}: ${at(quota, 'status', 'used', name)}/${hard}`,
    )
    .join(', ');
}

export const quotaColumns: Columns = {
  columns: [
    NAME,
    { name: 'Request', type: 'string' },
    { name: 'Limit', type: 'string' },
    AGE,
  ],
  row: (quota, now) => [
    quota.metadata.name ?? '',
    usage(quota, false),
    usage(quota, true),
    ageOf(quota, now),
  ],
};

export const limitRangeColumns = columns([
  [
    { name: 'Created At', type: 'string' },
    object => string(object.metadata.creationTimestamp),
  ],
]);

export const roleColumns = columns([
  [
    { name: 'Created At', type: 'string' },
    object => string(object.metadata.creationTimestamp),
  ],
]);

function subjects(object: KubeObject, kind: string): string {
  return asObjects(object.subjects)
    .filter(subject => subject.kind === kind)
    .map(({ namespace, name }) =>
      kind === 'ServiceAccount' ? `${namespace}/${name}` : String(name),
    )
    .join(', ');
}

export const bindingColumns = columns([
  [
    'Role',
    object =>
      `${string(at(object, 'roleRef', 'kind'), '')}/${string(
        at(object, 'roleRef', 'name'),
        '',
      )}`,
  ],
  ageCell,
  [wide('Users'), object => subjects(object, 'User')],
  [wide('Groups'), object => subjects(object, 'Group')],
  [wide('ServiceAccounts'), object => subjects(object, 'ServiceAccount')],
]);

export const leaseColumns = columns([
  ['Holder', object => string(at(object, 'spec', 'holderIdentity'), '')],
  ageCell,
]);

export const definitionColumns = columns([
  [
    { name: 'Created At', type: 'string' },
    object => string(object.metadata.creationTimestamp),
  ],
]);

export const policyColumns = columns([
  [
    { name: 'Validations', type: 'integer' },
    object => asObjects(at(object, 'spec', 'validations')).length,
  ],
  [
    'ParamKind',
    object => {
      const kind = at(object, 'spec', 'paramKind');
      return kind ? `${at(kind, 'apiVersion')}/${at(kind, 'kind')}` : '<unset>';
    },
  ],
  ageCell,
]);

export const policyBindingColumns = columns([
  ['PolicyName', object => string(at(object, 'spec', 'policyName'))],
  [
    'ParamRef',
    object => {
      const ref = at(object, 'spec', 'paramRef');
      const name = string(at(ref, 'name'), '*');
      const namespace = asString(at(ref, 'namespace'));
      return ref ? `${namespace ? `${namespace}/` : ''}${name}` : '<unset>';
    },
  ],
  ageCell,
]);
