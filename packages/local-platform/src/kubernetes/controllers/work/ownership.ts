import type { Found, ResourceClient } from '../../client/Client';
import {
  KubeObject,
  nameOf,
  namespaceOf,
  OwnerReference,
} from '../../model/KubeObject';
import { compileLabelSelector } from '../../model/selectors';
import type { LabelSelector } from '../types';
import type { Cache } from './Cache';
import { change } from './writing';

/** Who controls an object; at most one does. */
export function controllerOf(object: KubeObject): OwnerReference | undefined {
  return object.metadata.ownerReferences?.find(owner => owner.controller);
}

/** The reference by which a new object is controlled by its owner. */
export function controlledBy({
  apiVersion,
  kind,
  metadata,
}: KubeObject): OwnerReference {
  return {
    apiVersion,
    kind,
    name: metadata.name ?? '',
    uid: metadata.uid ?? '',
    controller: true,
    blockOwnerDeletion: true,
  };
}

type Claim<T> = {
  owner: KubeObject;
  selector: LabelSelector;
  cache: Cache<T>;
  client: ResourceClient<T>;
};

/**
 * The objects that an owner controls: it adopts what its selector means and
 * nobody controls, and lets go of what its selector no longer means. What
 * another controls it leaves alone.
 */
export function claim<T>({
  owner,
  selector,
  cache,
  client,
}: Claim<T>): Found<T>[] {
  const { uid, deletionTimestamp } = owner.metadata;
  const matches = compileLabelSelector(selector);
  const put = (object: Found<T>, ownerReferences: OwnerReference[]) =>
    change(client, object, copy => {
      copy.metadata.ownerReferences = ownerReferences;
    });
  const claimed = cache.ownedBy(uid).filter(object => {
    if (matches(object.metadata.labels ?? {})) {
      return true;
    }
    if (!deletionTimestamp) {
      const { ownerReferences = [] } = object.metadata;
      put(
        object,
        ownerReferences.filter(one => one.uid !== uid),
      );
    }
    return false;
  });
  if (deletionTimestamp) {
    return claimed;
  }
  const orphans = cache
    .inNamespace(namespaceOf(owner))
    .filter(
      object =>
        !controllerOf(object) &&
        !object.metadata.deletionTimestamp &&
        matches(object.metadata.labels ?? {}),
    );
  const adopted = orphans.map(object =>
    put(object, [
      ...(object.metadata.ownerReferences ?? []),
      controlledBy(owner),
    ]),
  );
  return [...claimed, ...adopted];
}

/** The key under which the owner of an object waits, where it is of a kind. */
export function ownerKey(object: KubeObject, kind: string): string | undefined {
  const owner = controllerOf(object);
  return owner?.kind === kind
    ? `${namespaceOf(object)}/${owner.name}`
    : undefined;
}

export function keyOfObject(object: KubeObject): string {
  return `${namespaceOf(object)}/${nameOf(object)}`;
}
