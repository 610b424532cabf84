import { systemUser } from '../auth/User';
import { ApiError, forbidden } from '../model/ApiError';
import { KubeObject, nameOf } from '../model/KubeObject';
import { Admission, AdmissionRequest } from '../registry/Admission';
import { Registry } from '../registry/Registry';
import { keyOf, Resource, storeName } from '../registry/Resource';
import { Queue } from './Queue';

/** Nothing is made in a namespace that is not there, or that is going. */
export class NamespaceLifecycle implements Admission {
  readonly #registry: Registry;

  constructor(registry: Registry) {
    this.#registry = registry;
  }

  validate({ operation, resource, namespace, name }: AdmissionRequest): void {
    if (
      storeName(resource) === '/namespaces' &&
      operation === 'DELETE' &&
      ['default', 'kube-system', 'kube-public'].includes(name)
    ) {
      throw forbidden(resource, name, 'this namespace may not be deleted');
    }
    if (operation !== 'CREATE' || !resource.namespaced) {
      return;
    }
    const found = this.#registry.store.get('/namespaces', `/${namespace}`);
    if (!found) {
      throw new ApiError(
        404,
        'NotFound',
        `namespaces "${namespace}" not found`,
        {
          name: namespace,
          kind: 'namespaces',
        },
      );
    }
    if (found.metadata.deletionTimestamp) {
      throw forbidden(
        resource,
        name,
        `unable to create new content in namespace ${namespace} because it is being terminated`,
      );
    }
  }
}

/** Gives each namespace what it has by default, and empties those that go. */
export class NamespaceController {
  readonly #registry: Registry;
  readonly #ca: string;
  readonly #queue: Queue;

  constructor(registry: Registry, ca: string) {
    this.#registry = registry;
    this.#ca = ca;
    this.#queue = new Queue(name => this.#reconcile(name));
  }

  start(): () => void {
    const { store } = this.#registry;
    store.list('/namespaces').forEach(one => this.#queue.add(nameOf(one)));
    const stop = store.subscribe(({ resource, object, deleted }) => {
      if (resource === '/namespaces') {
        this.#queue.add(nameOf(object));
      } else if (object.metadata.namespace) {
        const { namespace } = object.metadata;
        const found = store.get('/namespaces', `/${namespace}`);
        const wantsBack =
          deleted &&
          (resource === '/serviceaccounts' || resource === '/configmaps');
        if (found?.metadata.deletionTimestamp || (found && wantsBack)) {
          this.#queue.add(namespace);
        }
      }
    });
    return () => {
      stop();
      this.#queue.stop();
    };
  }

  #reconcile(name: string): void {
    const namespace = this.#registry.store.get('/namespaces', `/${name}`);
    if (namespace?.metadata.deletionTimestamp) {
      this.#empty(namespace);
    } else if (namespace) {
      this.#furnish(name);
    }
  }

  #furnish(namespace: string): void {
    const options = {
      user: systemUser('controller'),
      manager: 'kube-controller-manager',
    };
    const ensure = (plural: string, name: string, rest: object) => {
      const resource = this.#registry.resources.find('', 'v1', plural);
      if (resource && !this.#registry.find(resource, { namespace, name })) {
        const body = { metadata: { name }, ...rest };
        this.#registry.create(resource, namespace, body, options);
      }
    };
    ensure('serviceaccounts', 'default', {});
    ensure('configmaps', 'kube-root-ca.crt', { data: { 'ca.crt': this.#ca } });
  }

  #empty(namespace: KubeObject): void {
    const name = nameOf(namespace);
    const options = {
      user: systemUser('controller'),
      propagationPolicy: 'Background' as const,
    };
    const resources = new Map<string, Resource>();
    for (const resource of this.#registry.resources.all) {
      if (resource.namespaced) {
        resources.set(storeName(resource), resource);
      }
    }
    let left = 0;
    for (const resource of resources.values()) {
      const { items } = this.#registry.list(resource, { namespace: name });
      for (const item of items) {
        const { gone } = this.#registry.delete(
          resource,
          { namespace: name, name: nameOf(item) },
          options,
        );
        left += gone ? 0 : 1;
      }
    }
    if (left === 0 && !namespace.metadata.finalizers?.length) {
      this.#registry.store.delete('/namespaces', keyOf('', name));
    }
  }
}
