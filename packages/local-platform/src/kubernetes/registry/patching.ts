import { jsonPatch } from '../apply/jsonPatch';
import { Writer } from '../apply/managers';
import { mergePatch } from '../apply/mergePatch';
import { serverSideApply } from '../apply/serverSideApply';
import { strategicMerge } from '../apply/strategicMerge';
import { ApiError, badRequest, notFound } from '../model/ApiError';
import { asObject, clone, isObject } from '../model/json';
import { KubeObject } from '../model/KubeObject';
import { decode } from './decode';
import { PatchKind, WriteOptions } from './options';
import type { Place, Registry } from './Registry';
import { apiVersionOf, Resource } from './Resource';

type PatchOptions = WriteOptions & { force?: boolean };

export function patchObject(
  registry: Registry,
  resource: Resource,
  place: Place,
  kind: PatchKind,
  patch: unknown,
  options: PatchOptions,
): KubeObject {
  if (kind === 'apply') {
    return apply(registry, resource, place, patch, options);
  }
  if (kind === 'strategic' && resource.custom) {
    throw new ApiError(
      415,
      'UnsupportedMediaType',
      'the body of the request was in an unknown format - accepted media types include: application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml',
    );
  }
  const old = registry.get(resource, place);
  const patched = applyTo(kind, old, patch, resource);
  const object = decode(patched, resource, options);
  return registry.updateDecoded(resource, place, object, options);
}

function applyTo(
  kind: Exclude<PatchKind, 'apply'>,
  old: KubeObject,
  patch: unknown,
  resource: Resource,
): unknown {
  if (kind === 'json') {
    return jsonPatch(old, patch);
  }
  if (!isObject(patch)) {
    throw badRequest('the patch is no object');
  }
  return kind === 'merge'
    ? mergePatch(clone(old), patch)
    : strategicMerge(clone(old), patch, resource.schema);
}

function apply(
  registry: Registry,
  resource: Resource,
  place: Place,
  patch: unknown,
  options: PatchOptions,
): KubeObject {
  const applied = decode(patch, resource, options);
  const { name, managedFields } = applied.metadata;
  if (managedFields) {
    throw badRequest('metadata.managedFields must be nil');
  }
  if (name && name !== place.name) {
    throw badRequest(
      `the name of the object (${name}) does not match the name on the URL (${place.name})`,
    );
  }
  applied.metadata.name = place.name;
  const live = registry.find(resource, place);
  if (!live && options.subresource) {
    throw notFound(resource, place.name);
  }
  const writer: Writer = {
    manager: options.manager,
    apiVersion: apiVersionOf(resource),
    subresource: options.subresource ?? '',
  };
  const { object, managers } = serverSideApply(live, applied, {
    resource,
    schema: resource.schema,
    writer,
    force: options.force ?? false,
  });
  // What is shared with the stored object must not be changed in place.
  const own = clone(object);
  own.metadata = { ...asObject(own.metadata), managedFields: undefined };
  if (live) {
    own.metadata.resourceVersion = applied.metadata.resourceVersion;
    return registry.updateDecoded(resource, place, own, options, managers);
  }
  return registry.createDecoded(
    resource,
    place.namespace,
    own,
    options,
    managers,
  );
}
