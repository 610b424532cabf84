import { asObjects, asString, asStrings, at, JsonObject } from '../model/json';
import { KubeObject } from '../model/KubeObject';
import { Store } from '../store/Store';
import { User } from './User';

/** What somebody wants to do: to a resource, or with a path. */
export type Attributes = {
  user: User;
  verb: string;
  group?: string;
  resource?: string;
  subresource?: string;
  namespace?: string;
  name?: string;
  path?: string;
};

const GROUP = 'rbac.authorization.k8s.io';

/** Decides by the roles and bindings in the store. */
export class Rbac {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  allows(attributes: Attributes): boolean {
    if (attributes.user.groups.includes('system:masters')) {
      return true;
    }
    return this.rulesFor(attributes.user, attributes.namespace).some(rule =>
      covers(rule, attributes),
    );
  }

  /** The rules that hold for somebody, in the cluster and in a namespace. */
  rulesFor(user: User, namespace = ''): JsonObject[] {
    const bindings = [
      ...this.#store.list(`${GROUP}/clusterrolebindings`),
      ...(namespace
        ? this.#store.list(`${GROUP}/rolebindings`, `${namespace}/`)
        : []),
    ];
    return bindings
      .filter(binding =>
        asObjects(binding.subjects).some(subject =>
          isSubject(subject, user, binding.metadata.namespace),
        ),
      )
      .flatMap(binding => asObjects(this.#roleOf(binding)?.rules));
  }

  #roleOf(binding: KubeObject): KubeObject | undefined {
    const name = asString(at(binding, 'roleRef', 'name')) ?? '';
    return at(binding, 'roleRef', 'kind') === 'Role'
      ? this.#store.get(
          `${GROUP}/roles`,
          `${binding.metadata.namespace}/${name}`,
        )
      : this.#store.get(`${GROUP}/clusterroles`, `/${name}`);
  }
}

function isSubject(
  subject: JsonObject,
  user: User,
  namespace: string | undefined,
): boolean {
  switch (subject.kind) {
    case 'User':
      return subject.name === user.name;
    case 'Group':
      return user.groups.includes(String(subject.name));
    case 'ServiceAccount':
      return (
        user.name ===
        `system:serviceaccount:${subject.namespace ?? namespace}:${
          subject.name
        }`
      );
    default:
      return false;
  }
}

function has(list: unknown, wanted: string): boolean {
  const values = asStrings(list);
  return values.includes('*') || values.includes(wanted);
}

function covers(rule: JsonObject, attributes: Attributes): boolean {
  const { verb, group, resource, subresource, name, path } = attributes;
  if (!has(rule.verbs, verb)) {
    return false;
  }
  if (path !== undefined) {
    return asStrings(rule.nonResourceURLs).some(pattern =>
      pattern.endsWith('*')
        ? path.startsWith(pattern.slice(0, -1))
        : path === pattern,
    );
  }
  const wanted = subresource ? `${resource}/${subresource}` : resource ?? '';
  const names = asStrings(rule.resourceNames);
  return (
    has(rule.apiGroups, group ?? '') &&
    (has(rule.resources, wanted) ||
      (subresource !== undefined &&
        asStrings(rule.resources).includes(`*/${subresource}`))) &&
    (names.length === 0 || (name !== undefined && names.includes(name)))
  );
}

/** Why not, as kubectl's users know it. */
export function describeRefusal({
  user,
  verb,
  group = '',
  resource = '',
  subresource,
  namespace,
  path,
}: Attributes): string {
  if (path !== undefined) {
    return `User ${JSON.stringify(
      user.name,
    )} cannot ${verb} path ${JSON.stringify(path)}`;
  }
  const what = subresource ? `${resource}/${subresource}` : resource;
  const where = namespace
    ? `in the namespace ${JSON.stringify(namespace)}`
    : 'at the cluster scope';
  return `User ${JSON.stringify(
    user.name,
  )} cannot ${verb} resource ${JSON.stringify(
    what,
  )} in API group ${JSON.stringify(group)} ${where}`;
}
