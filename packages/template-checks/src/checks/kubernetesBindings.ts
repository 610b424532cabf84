import { z } from 'zod';
import { Finding } from '../types';
import { missing } from './kubernetesNeeds';
import { PlacedObject } from './kubernetesReferences';

const bindingSchema = z.looseObject({
  kind: z.enum(['RoleBinding', 'ClusterRoleBinding']),
  roleRef: z.looseObject({ kind: z.string(), name: z.string() }),
  subjects: z
    .array(
      z.looseObject({
        kind: z.string(),
        name: z.string(),
        namespace: z.string().optional(),
      }),
    )
    .default([]),
});

type Binding = z.infer<typeof bindingSchema>;

const tokenSchema = z.looseObject({
  kind: z.literal('Secret'),
  type: z.literal('kubernetes.io/service-account-token'),
  metadata: z.looseObject({
    annotations: z.looseObject({
      'kubernetes.io/service-account.name': z.string(),
    }),
  }),
});

/** Kubernetes brings these itself, and others that begin with `system:`. */
const OWN_ROLES = ['admin', 'cluster-admin', 'edit', 'view'];

/** A role that is given exists, and so does the account that gets it, or whose token is asked for. */
export function checkBindings(objects: readonly PlacedObject[]): Finding[] {
  return objects.flatMap(object =>
    [...checkBinding(object, objects), ...checkToken(object, objects)].map(
      message => ({ where: object.where, message }),
    ),
  );
}

function checkBinding(
  { value, namespace }: PlacedObject,
  objects: readonly PlacedObject[],
): string[] {
  const { data: binding } = bindingSchema.safeParse(value);
  return binding
    ? [
        ...checkRole(binding, namespace, objects),
        ...checkSubjects(binding, objects),
      ]
    : [];
}

function checkRole(
  { roleRef: { kind, name } }: Binding,
  namespace: string,
  objects: readonly PlacedObject[],
): string[] {
  const isOwn =
    kind === 'ClusterRole' &&
    (OWN_ROLES.includes(name) || name.startsWith('system:'));
  const isRendered = objects.some(
    ({ value, namespace: place }) =>
      value.kind === kind &&
      value.metadata.name === name &&
      (kind === 'ClusterRole' || place === namespace),
  );
  if (isOwn || isRendered) {
    return [];
  }
  return kind === 'ClusterRole'
    ? [`Nothing makes the ClusterRole ${name}`]
    : [missing(kind, name, namespace)];
}

function checkSubjects(
  { subjects }: Binding,
  objects: readonly PlacedObject[],
): string[] {
  return subjects.flatMap(({ kind, name, namespace }) => {
    if (kind !== 'ServiceAccount') {
      return [];
    }
    if (namespace === undefined) {
      return [`The subject ${name} is a ServiceAccount and needs a namespace`];
    }
    return isOthers(namespace, objects) || hasAccount(objects, name, namespace)
      ? []
      : [missing(kind, name, namespace)];
  });
}

/** An account of a namespace in which the rendering has nothing is made by whoever has something there. */
function isOthers(
  namespace: string,
  objects: readonly PlacedObject[],
): boolean {
  return !objects.some(
    ({ value, namespace: place }) =>
      place === namespace ||
      (value.kind === 'Namespace' && value.metadata.name === namespace),
  );
}

function checkToken(
  { value, namespace }: PlacedObject,
  objects: readonly PlacedObject[],
): string[] {
  const name =
    tokenSchema.safeParse(value).data?.metadata.annotations[
      'kubernetes.io/service-account.name'
    ];
  return name === undefined || hasAccount(objects, name, namespace)
    ? []
    : [missing('ServiceAccount', name, namespace)];
}

function hasAccount(
  objects: readonly PlacedObject[],
  name: string,
  namespace: string,
): boolean {
  return (
    name === 'default' ||
    objects.some(
      ({ value, namespace: place }) =>
        value.kind === 'ServiceAccount' &&
        value.metadata.name === name &&
        place === namespace,
    )
  );
}
