import { conflict } from '../model/ApiError';
import { KubeObject, timestamp } from '../model/KubeObject';
import { DeleteOptions } from './options';
import type { Place, Registry } from './Registry';
import { keyOf, Resource, storeName } from './Resource';

/** What a deletion came to: gone, or only marked. */
export type Deletion = { object: KubeObject; gone: boolean };

export const FOREGROUND = 'foregroundDeletion';
export const ORPHAN = 'orphan';

function checkPreconditions(
  resource: Resource,
  old: KubeObject,
  { preconditions }: DeleteOptions,
): void {
  const { uid, resourceVersion, name = '' } = old.metadata;
  if (preconditions?.uid && preconditions.uid !== uid) {
    throw conflict(
      resource,
      name,
      `Precondition failed: UID in precondition: ${preconditions.uid}, UID in object meta: ${uid}`,
    );
  }
  if (
    preconditions?.resourceVersion &&
    preconditions.resourceVersion !== resourceVersion
  ) {
    throw conflict(
      resource,
      name,
      `Precondition failed: ResourceVersion in precondition: ${preconditions.resourceVersion}, ResourceVersion in object meta: ${resourceVersion}`,
    );
  }
}

/** Who has to have done its part before the object goes. */
function finalizersOf(old: KubeObject, options: DeleteOptions): string[] {
  const finalizers = (old.metadata.finalizers ?? []).filter(
    name =>
      options.propagationPolicy === undefined ||
      (name !== FOREGROUND && name !== ORPHAN),
  );
  if (options.propagationPolicy === 'Foreground') {
    finalizers.push(FOREGROUND);
  } else if (options.propagationPolicy === 'Orphan') {
    finalizers.push(ORPHAN);
  }
  return finalizers;
}

/** Deletes an object, or marks it where something has to happen first. */
export function deleteObject(
  { store }: Registry,
  resource: Resource,
  { namespace, name }: Place,
  old: KubeObject,
  options: DeleteOptions,
): Deletion {
  checkPreconditions(resource, old, options);
  const key = keyOf(namespace, name);
  const grace = graceOf(resource, old, options);
  const finalizers = finalizersOf(old, options);
  const isNamespace = storeName(resource) === '/namespaces';
  const waits = finalizers.length > 0 || grace > 0 || isNamespace;
  if (options.dryRun) {
    return { object: old, gone: !waits };
  }
  if (!waits) {
    return {
      object: store.delete(storeName(resource), key) ?? old,
      gone: true,
    };
  }
  const { deletionTimestamp, deletionGracePeriodSeconds } = old.metadata;
  const shorter =
    deletionTimestamp === undefined ||
    grace < (deletionGracePeriodSeconds ?? 0);
  const unchanged =
    !shorter && finalizers.length === (old.metadata.finalizers ?? []).length;
  if (unchanged) {
    return { object: old, gone: false };
  }
  const marked: KubeObject = {
    ...old,
    metadata: {
      ...old.metadata,
      ...(finalizers.length > 0 && { finalizers }),
      ...(shorter && {
        deletionTimestamp: timestamp(new Date(Date.now() + grace * 1000)),
        deletionGracePeriodSeconds: grace,
      }),
      ...(old.metadata.generation !== undefined && {
        generation: old.metadata.generation + (deletionTimestamp ? 0 : 1),
      }),
    },
    ...(isNamespace && { status: { phase: 'Terminating' } }),
  };
  return {
    object: store.put(storeName(resource), key, marked),
    gone: false,
  };
}

function graceOf(
  resource: Resource,
  old: KubeObject,
  { gracePeriodSeconds }: DeleteOptions,
): number {
  const usual = resource.gracePeriod?.(old) ?? 0;
  return usual === 0 ? 0 : Math.max(0, gracePeriodSeconds ?? usual);
}
