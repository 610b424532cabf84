import { randomInt, randomUUID } from 'node:crypto';
import {
  badRequest,
  Cause,
  conflict,
  invalid,
  staleWrite,
} from '../model/ApiError';
import { forbiddenField, invalidValue, required } from '../model/causes';
import { asObject, equals } from '../model/json';
import { KubeObject, ObjectMeta, timestamp } from '../model/KubeObject';
import { checkLabelValue, checkQualifiedName } from '../model/names';
import { Resource } from './Resource';

const ALPHABET = 'bcdfghjklmnpqrstvwxz2456789';
const MAX_ANNOTATIONS = 256 * 1024;

function randomSuffix(): string {
  return Array.from(
    { length: 5 },
    () => ALPHABET[randomInt(ALPHABET.length)],
  ).join('');
}

/** The metadata that the server gives a new object. */
export function prepareNew(
  object: KubeObject,
  resource: Resource,
  namespace: string,
): void {
  const meta = object.metadata;
  if (meta.resourceVersion) {
    throw badRequest(
      'resourceVersion should not be set on objects to be created',
    );
  }
  if (!meta.name && meta.generateName) {
    meta.name = `${meta.generateName.slice(0, 58)}${randomSuffix()}`;
  }
  if (resource.namespaced && meta.namespace && meta.namespace !== namespace) {
    throw badRequest(
      'the namespace of the provided object does not match the namespace sent on the request',
    );
  }
  object.metadata = {
    ...meta,
    namespace: resource.namespaced ? namespace : undefined,
    uid: randomUUID(),
    creationTimestamp: timestamp(),
    deletionTimestamp: undefined,
    deletionGracePeriodSeconds: undefined,
    generation: resource.withoutGeneration ? undefined : 1,
    managedFields: undefined,
  };
}

/** The metadata that an object keeps over an update. */
export function prepareUpdate(
  object: KubeObject,
  old: KubeObject,
  resource: Resource,
): void {
  const meta = object.metadata;
  const name = old.metadata.name ?? '';
  if (meta.name && meta.name !== name) {
    throw badRequest(
      `the name of the object (${meta.name}) does not match the name on the URL (${name})`,
    );
  }
  if (meta.uid && meta.uid !== old.metadata.uid) {
    throw conflict(
      resource,
      name,
      `Precondition failed: UID in precondition: ${meta.uid}, UID in object meta: ${old.metadata.uid}`,
    );
  }
  if (
    meta.resourceVersion &&
    meta.resourceVersion !== old.metadata.resourceVersion
  ) {
    throw staleWrite(resource, name);
  }
  object.metadata = {
    ...meta,
    ...kept(old.metadata),
    managedFields: meta.managedFields ?? old.metadata.managedFields,
  };
}

function kept(old: ObjectMeta): ObjectMeta {
  return {
    name: old.name,
    namespace: old.namespace,
    generateName: old.generateName,
    uid: old.uid,
    resourceVersion: old.resourceVersion,
    creationTimestamp: old.creationTimestamp,
    deletionTimestamp: old.deletionTimestamp,
    deletionGracePeriodSeconds: old.deletionGracePeriodSeconds,
    generation: old.generation,
  };
}

/** Counts up when what is wanted changed: anything but metadata and status. */
export function setGeneration(
  object: KubeObject,
  old: KubeObject,
  resource: Resource,
): void {
  const wanted = ({ metadata, status, ...rest }: KubeObject) =>
    resource.status ? rest : { ...rest, status };
  if (!resource.withoutGeneration && !equals(wanted(object), wanted(old))) {
    object.metadata.generation = (old.metadata.generation ?? 0) + 1;
  }
}

/** What is wrong with metadata. */
export function validateMetadata(
  object: KubeObject,
  resource: Resource,
  old: KubeObject | undefined,
): Cause[] {
  const meta = object.metadata;
  const causes: Cause[] = [];
  if (!meta.name) {
    causes.push(required('metadata.name', 'name or generateName is required'));
  } else if (!old) {
    const problem = resource.nameRule(meta.name);
    if (problem) {
      causes.push(invalidValue('metadata.name', meta.name, problem));
    }
  }
  for (const [key, value] of Object.entries(meta.labels ?? {})) {
    const keyProblem = checkQualifiedName(key);
    const valueProblem = checkLabelValue(value);
    if (keyProblem) {
      causes.push(invalidValue('metadata.labels', key, keyProblem));
    }
    if (valueProblem) {
      causes.push(invalidValue('metadata.labels', value, valueProblem));
    }
  }
  causes.push(...validateAnnotations(meta));
  (meta.ownerReferences ?? []).forEach((owner, i) => {
    for (const field of ['apiVersion', 'kind', 'name', 'uid']) {
      if (!asObject(owner)[field]) {
        causes.push(
          invalidValue(
            `metadata.ownerReferences[${i}].${field}`,
            '',
            'must not be empty',
          ),
        );
      }
    }
  });
  if (old?.metadata.deletionTimestamp) {
    const added = (meta.finalizers ?? []).filter(
      finalizer => !old.metadata.finalizers?.includes(finalizer),
    );
    if (added.length > 0) {
      causes.push(
        forbiddenField(
          'metadata.finalizers',
          `no new finalizers can be added if the object is being deleted, found new finalizers ${JSON.stringify(
            added,
          )}`,
        ),
      );
    }
  }
  return causes;
}

function validateAnnotations(meta: ObjectMeta): Cause[] {
  const causes: Cause[] = [];
  let size = 0;
  for (const [key, value] of Object.entries(meta.annotations ?? {})) {
    const problem = checkQualifiedName(key.toLowerCase());
    if (problem) {
      causes.push(invalidValue('metadata.annotations', key, problem));
    }
    size += Buffer.byteLength(key) + Buffer.byteLength(value);
  }
  if (size > MAX_ANNOTATIONS) {
    causes.push({
      reason: 'FieldValueTooLong',
      message: `Too long: may not be more than ${MAX_ANNOTATIONS} bytes`,
      field: 'metadata.annotations',
    });
  }
  return causes;
}

/** Throws where something is wrong. */
export function refuse(
  resource: Resource,
  name: string,
  causes: Cause[],
): void {
  if (causes.length > 0) {
    throw invalid(resource, name, causes);
  }
}
