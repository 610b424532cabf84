import { InputError } from '@backstage/errors';
import { type Kind, type ObjectRef } from '../types';

type Resource = Pick<Kind<unknown>, 'apiVersion' | 'plural' | 'namespaced'>;

/** `/apis/apps/v1/namespaces/shop/deployments`, or `/api/v1/pods` for all namespaces. */
export function collectionPath(
  { apiVersion, plural, namespaced }: Resource,
  namespace?: string,
): string {
  const root = apiVersion.includes('/') ? 'apis' : 'api';
  const within =
    namespaced && namespace !== undefined
      ? `/namespaces/${segment(namespace)}`
      : '';
  return `/${root}/${apiVersion}${within}/${plural}`;
}

/** `/apis/apps/v1/namespaces/shop/deployments/core`. */
export function objectPath(
  resource: Resource,
  { name, namespace }: ObjectRef,
): string {
  if (resource.namespaced && namespace === undefined) {
    throw new InputError(
      `${resource.plural}/${name} needs a namespace to be found in`,
    );
  }
  return `${collectionPath(resource, namespace)}/${segment(name)}`;
}

/** A part of a path; "." and ".." would lead to another one. */
function segment(name: string): string {
  if (name === '.' || name === '..') {
    throw new InputError(`'${name}' is no name of an object`);
  }
  return encodeURIComponent(name);
}
