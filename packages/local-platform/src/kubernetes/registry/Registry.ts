import { trackManagers, Writer } from '../apply/managers';
import { alreadyExists, notFound } from '../model/ApiError';
import { KubeObject, ManagedFields, nameOf } from '../model/KubeObject';
import { setDefaults } from '../schema/setDefaults';
import { validate } from '../schema/validate';
import { Store } from '../store/Store';
import { Admission, AdmissionRequest } from './Admission';
import { decode, wholeSchema } from './decode';
import { deleteObject, Deletion } from './deletion';
import { Listed, listObjects } from './listing';
import {
  prepareNew,
  prepareUpdate,
  refuse,
  setGeneration,
  validateMetadata,
} from './metadata';
import {
  DeleteOptions,
  ListOptions,
  PatchKind,
  Selection,
  WriteOptions,
} from './options';
import { patchObject } from './patching';
import { apiVersionOf, keyOf, Resource, storeName } from './Resource';
import { Resources } from './Resources';
import { WatchEvent, WatchOptions, watchObjects } from './watching';
import {
  isSame,
  isMissingInStatus,
  dropUndefined,
  ofSubresource,
  inVersion,
} from './shaping';

/** Where an object is: its namespace is empty for kinds of the cluster. */
export type Place = { namespace: string; name: string };

/**
 * The rules of the API between its doors and the store: every read and write,
 * of clients and of controllers, goes through here. All methods are
 * synchronous, so nothing comes between a check and what follows it.
 */
export class Registry {
  readonly store: Store;
  readonly resources: Resources;
  readonly #admission: Admission[] = [];

  constructor(store: Store, resources: Resources) {
    this.store = store;
    this.resources = resources;
  }

  addAdmission(admission: Admission): void {
    this.#admission.push(admission);
  }

  find(resource: Resource, { namespace, name }: Place): KubeObject | undefined {
    const found = this.store.get(storeName(resource), keyOf(namespace, name));
    return found && inVersion(found, resource);
  }

  get(resource: Resource, place: Place): KubeObject {
    const found = this.find(resource, place);
    if (!found) {
      throw notFound(resource, place.name);
    }
    return found;
  }

  list(resource: Resource, options: ListOptions = {}): Listed {
    const listed = listObjects(this.store, resource, options);
    return resource.custom
      ? {
          ...listed,
          items: listed.items.map(item => inVersion(item, resource)),
        }
      : listed;
  }

  watch(
    resource: Resource,
    options: WatchOptions,
    listener: (event: WatchEvent) => void,
  ): () => void {
    return watchObjects(this.store, resource, options, event =>
      listener(
        event.type === 'SYNCED'
          ? event
          : { ...event, object: inVersion(event.object, resource) },
      ),
    );
  }

  create(
    resource: Resource,
    namespace: string,
    body: unknown,
    options: WriteOptions,
  ): KubeObject {
    const object = decode(body, resource, options);
    return this.createDecoded(resource, namespace, object, options);
  }

  /** @param managers - of an apply, which says itself who owns what */
  createDecoded(
    resource: Resource,
    namespace: string,
    object: KubeObject,
    options: WriteOptions,
    managers?: ManagedFields[],
  ): KubeObject {
    prepareNew(object, resource, namespace);
    const name = nameOf(object);
    if (name && this.find(resource, { namespace, name })) {
      throw alreadyExists(resource, name);
    }
    if (resource.status && !resource.prepare) {
      delete object.status;
    }
    setDefaults(object, resource.schema);
    resource.setDefaults?.(object);
    const request = this.#request('CREATE', resource, namespace, options, {
      object,
    });
    this.#mutate(request);
    resource.prepare?.(object, undefined);
    this.#validate(request);
    return this.#write(resource, object, undefined, options, managers);
  }

  update(
    resource: Resource,
    place: Place,
    body: unknown,
    options: WriteOptions,
  ): KubeObject {
    const object = decode(body, resource, options);
    return this.updateDecoded(resource, place, object, options);
  }

  updateDecoded(
    resource: Resource,
    place: Place,
    sent: KubeObject,
    options: WriteOptions,
    managers?: ManagedFields[],
  ): KubeObject {
    const old = this.get(resource, place);
    const object = ofSubresource(sent, old, resource, options.subresource);
    prepareUpdate(object, old, resource);
    setDefaults(object, resource.schema);
    resource.setDefaults?.(object);
    const request = this.#request(
      'UPDATE',
      resource,
      place.namespace,
      options,
      { object, old },
    );
    this.#mutate(request);
    resource.prepare?.(object, old);
    setGeneration(object, old, resource);
    this.#validate(request);
    return this.#write(resource, object, old, options, managers);
  }

  patch(
    resource: Resource,
    place: Place,
    kind: PatchKind,
    patch: unknown,
    options: WriteOptions & { force?: boolean },
  ): KubeObject {
    return patchObject(this, resource, place, kind, patch, options);
  }

  delete(resource: Resource, place: Place, options: DeleteOptions): Deletion {
    const old = this.get(resource, place);
    const request = this.#request(
      'DELETE',
      resource,
      place.namespace,
      options,
      {
        old,
      },
    );
    this.#admission.forEach(one => one.validate?.(request));
    return deleteObject(this, resource, place, old, options);
  }

  deleteCollection(
    resource: Resource,
    selection: Selection,
    options: DeleteOptions,
  ): KubeObject[] {
    const { items } = this.list(resource, selection);
    for (const { metadata } of items) {
      const { namespace = '', name = '' } = metadata;
      this.delete(resource, { namespace, name }, options);
    }
    return items;
  }

  #mutate(request: AdmissionRequest): void {
    this.#admission.forEach(one => one.mutate?.(request));
  }

  #validate(request: AdmissionRequest): void {
    const { resource, object, old, name } = request;
    if (!object) {
      return;
    }
    const causes = [
      ...validateMetadata(object, resource, old),
      ...validate(object, wholeSchema(resource)).filter(
        cause => !isMissingInStatus(resource, cause),
      ),
    ];
    // Rules read what the schema promises, so they come when it is kept.
    if (causes.length === 0) {
      causes.push(
        ...(resource.validate?.(object, old) ?? []),
        ...(resource.custom?.validate(object, old) ?? []),
      );
    }
    refuse(resource, name || (object.metadata.generateName ?? ''), causes);
    this.#admission.forEach(one => one.validate?.(request));
  }

  #request(
    operation: AdmissionRequest['operation'],
    resource: Resource,
    namespace: string,
    options: WriteOptions | DeleteOptions,
    objects: { object?: KubeObject; old?: KubeObject },
  ): AdmissionRequest {
    const { object, old } = objects;
    const shown = object ?? old;
    return {
      operation,
      resource,
      subresource: 'subresource' in options ? options.subresource ?? '' : '',
      namespace,
      name: shown ? nameOf(shown) : '',
      object,
      old,
      user: options.user,
      dryRun: options.dryRun ?? false,
      warn: ('warn' in options && options.warn) || (() => {}),
    };
  }

  #write(
    resource: Resource,
    object: KubeObject,
    old: KubeObject | undefined,
    options: WriteOptions,
    managers?: ManagedFields[],
  ): KubeObject {
    const writer: Writer = {
      manager: options.manager,
      apiVersion: apiVersionOf(resource),
      subresource: options.subresource ?? '',
    };
    object.metadata.managedFields =
      managers ?? trackManagers(object, old, resource.schema, writer);
    if (object.metadata.managedFields.length === 0) {
      delete object.metadata.managedFields;
    }
    dropUndefined(object);
    if (options.dryRun || (old && isSame(object, old))) {
      return options.dryRun ? object : old ?? object;
    }
    const { namespace = '', name = '' } = object.metadata;
    const { finalizers = [], deletionTimestamp } = object.metadata;
    const key = keyOf(namespace, name);
    // The last finalizer is gone, and nothing else holds the object.
    const holds =
      finalizers.length > 0 ||
      (object.metadata.deletionGracePeriodSeconds ?? 0) > 0 ||
      storeName(resource) === '/namespaces';
    if (old && deletionTimestamp && !holds) {
      const stored = this.store.put(storeName(resource), key, object);
      this.store.delete(storeName(resource), key);
      return stored;
    }
    return this.store.put(storeName(resource), key, object);
  }
}
