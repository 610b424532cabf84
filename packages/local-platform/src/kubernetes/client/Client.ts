import { User } from '../auth/User';
import { ApiError } from '../model/ApiError';
import { KubeObject, ObjectMeta } from '../model/KubeObject';
import { Deletion } from '../registry/deletion';
import { Listed } from '../registry/listing';
import {
  DeleteOptions,
  ListOptions,
  PatchKind,
  Selection,
} from '../registry/options';
import { Place, Registry } from '../registry/Registry';
import { Resource } from '../registry/Resource';
import { WatchEvent, WatchOptions } from '../registry/watching';
import { Informer } from './Informer';

/** What a caller sends: the server knows the kind. */
export type Draft = { metadata?: ObjectMeta; [field: string]: unknown };

/** An object as it is stored: with metadata, and the fields of its kind. */
export type Found<T> = KubeObject & Omit<T, 'metadata' | 'apiVersion' | 'kind'>;

/** The objects of one resource. */
export class ResourceClient<T> {
  readonly #registry: Registry;
  readonly #resource: Resource;
  readonly #name: string;
  readonly #user: User;

  constructor(registry: Registry, resource: Resource, name: string) {
    this.#registry = registry;
    this.#resource = resource;
    this.#name = name;
    this.#user = { name: `system:${name}`, groups: ['system:masters'] };
  }

  /** Undefined where there is no such object. */
  find(namespace: string, name: string): Found<T> | undefined {
    const found = this.#registry.find(this.#resource, { namespace, name });
    return found && this.#typed(found);
  }

  get(namespace: string, name: string): Found<T> {
    return this.#typed(this.#registry.get(this.#resource, { namespace, name }));
  }

  list(
    options: ListOptions = {},
  ): Omit<Listed, 'items'> & { items: Found<T>[] } {
    const listed = this.#registry.list(this.#resource, options);
    return { ...listed, items: listed.items.map(item => this.#typed(item)) };
  }

  /** Tells of changes, each before the write that made it returns. */
  watch(
    options: WatchOptions,
    listener: (event: WatchEvent) => void,
  ): () => void {
    return this.#registry.watch(this.#resource, options, listener);
  }

  create(namespace: string, draft: Draft): Found<T> {
    return this.#typed(
      this.#registry.create(this.#resource, namespace, draft, this.#write()),
    );
  }

  /** Throws a conflict (409) where the draft has an old resourceVersion. */
  update(draft: Draft): Found<T> {
    return this.#typed(
      this.#registry.update(
        this.#resource,
        placeOf(draft),
        draft,
        this.#write(),
      ),
    );
  }

  updateStatus(draft: Draft): Found<T> {
    return this.#typed(
      this.#registry.update(this.#resource, placeOf(draft), draft, {
        ...this.#write(),
        subresource: 'status',
      }),
    );
  }

  patch(
    namespace: string,
    name: string,
    patch: unknown,
    options: {
      kind?: PatchKind;
      subresource?: 'status';
      force?: boolean;
    } = {},
  ): Found<T> {
    const { kind = 'merge', subresource, force } = options;
    return this.#typed(
      this.#registry.patch(this.#resource, { namespace, name }, kind, patch, {
        ...this.#write(),
        ...(subresource && { subresource }),
        force,
      }),
    );
  }

  delete(
    namespace: string,
    name: string,
    options: Omit<DeleteOptions, 'user'> = {},
  ): Deletion {
    return this.#registry.delete(
      this.#resource,
      { namespace, name },
      { ...options, user: this.#user },
    );
  }

  /** Keeps what is selected in memory, and tells of changes. */
  informer(selection: Selection = {}): Informer<Found<T>> {
    return new Informer(
      listener => this.#registry.watch(this.#resource, selection, listener),
      object => this.#typed(object),
    );
  }

  #write() {
    return { user: this.#user, manager: this.#name };
  }

  #typed(object: KubeObject): Found<T> {
    return object as Found<T>;
  }
}

/**
 * The API for what runs inside a cluster: the same rules, admission and
 * revisions as over HTTPS, without the way there. What it returns is shared and
 * must not be changed; a changed copy (`structuredClone`) is what one sends.
 */
export class Client {
  readonly #registry: Registry;
  readonly #name: string;

  /** @param name - under which fields are owned and which events name */
  constructor(registry: Registry, name: string) {
    this.#registry = registry;
    this.#name = name;
  }

  /**
   * The objects of one resource: `client.resource('apps/v1', 'deployments')`.
   * The type is what the caller knows of its fields; that objects have the types
   * of their schema was checked before they were stored.
   */
  resource<T = KubeObject>(
    apiVersion: string,
    plural: string,
  ): ResourceClient<T> {
    const parts = apiVersion.split('/');
    const [group, version] = parts.length === 2 ? parts : ['', parts[0]];
    const found = this.#registry.resources.find(group, version, plural);
    if (!found) {
      throw new ApiError(
        404,
        'NotFound',
        `no resource ${apiVersion} ${plural}`,
      );
    }
    return new ResourceClient<T>(this.#registry, found, this.#name);
  }
}

function placeOf(draft: Draft): Place {
  const { namespace = '', name = '' } = draft.metadata ?? {};
  return { namespace, name };
}
