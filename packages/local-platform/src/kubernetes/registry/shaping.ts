import { badRequest, Cause } from '../model/ApiError';
import { clone, equals } from '../model/json';
import { KubeObject } from '../model/KubeObject';
import { WriteOptions } from './options';
import { apiVersionOf, Resource } from './Resource';

export function isSame(object: KubeObject, old: KubeObject): boolean {
  const bare = ({ metadata, ...rest }: KubeObject) => ({
    ...rest,
    metadata: { ...metadata, managedFields: undefined },
  });
  const owners = ({ metadata }: KubeObject) =>
    (metadata.managedFields ?? []).map(({ time: _, ...entry }) => entry);
  return equals(bare(object), bare(old)) && equals(owners(object), owners(old));
}

/** What a status lacks is empty: nobody has to write all of it. */
export function isMissingInStatus(
  resource: Resource,
  { reason, field }: Cause,
): boolean {
  return (
    !resource.custom &&
    reason === 'FieldValueRequired' &&
    field.startsWith('status.')
  );
}

export function dropUndefined(object: KubeObject): void {
  object.metadata = Object.fromEntries(
    Object.entries(object.metadata).filter(([, value]) => value !== undefined),
  );
}

/** An update of one door changes nothing that belongs to another. */
export function ofSubresource(
  sent: KubeObject,
  old: KubeObject,
  resource: Resource,
  subresource: WriteOptions['subresource'],
): KubeObject {
  if (subresource === 'status') {
    if (!resource.status) {
      throw badRequest(`${resource.kind} has no status subresource`);
    }
    const { resourceVersion, uid, name } = sent.metadata;
    return {
      ...clone(old),
      status: sent.status,
      metadata: {
        ...clone(old.metadata),
        resourceVersion,
        uid,
        name,
        ...(sent.metadata.managedFields && {
          managedFields: sent.metadata.managedFields,
        }),
      },
    };
  }
  return resource.status && !subresource
    ? { ...sent, status: clone(old.status) }
    : sent;
}

export function inVersion(object: KubeObject, resource: Resource): KubeObject {
  const apiVersion = apiVersionOf(resource);
  return object.apiVersion === apiVersion ? object : { ...object, apiVersion };
}
