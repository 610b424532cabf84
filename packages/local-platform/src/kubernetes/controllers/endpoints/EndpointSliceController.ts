import type { ResourceClient } from '../../client/Client';
import type { InformerEvent } from '../../client/Informer';
import { equals } from '../../model/json';
import { nameOf, namespaceOf } from '../../model/KubeObject';
import type { Context } from '../Context';
import type {
  Endpoint,
  EndpointPort,
  EndpointSlice,
  EndpointSliceFields,
  Pod,
  Service,
} from '../types';
import { controlledBy, keyOfObject } from '../work/ownership';
import { isReady } from '../work/pods';
import type { WorkQueue } from '../work/WorkQueue';
import { change } from '../work/writing';
import { endpointOf, hasAddress, portsOf } from './endpoints';

const SERVICE_NAME = 'kubernetes.io/service-name';
const MANAGED_BY = 'endpointslice.kubernetes.io/managed-by';
const HEADLESS = 'service.kubernetes.io/headless';
const MANAGER = 'endpointslice-controller.k8s.io';
const MOST = 100;

/** Endpoints that are reached at the same ports. */
type Group = { ports: EndpointPort[]; endpoints: Map<string, Endpoint> };

/** Says where the pods of each service are reached, and which of them serve. */
export class EndpointSliceController {
  readonly #context: Context;
  readonly #slices: ResourceClient<EndpointSliceFields>;
  readonly #queue: WorkQueue;

  private constructor(context: Context) {
    this.#context = context;
    this.#slices = context.client.resource<EndpointSliceFields>(
      'discovery.k8s.io/v1',
      'endpointslices',
    );
    this.#queue = context.queue('endpointslice-controller', key =>
      this.#reconcile(key),
    );
  }

  static start(context: Context): EndpointSliceController {
    const controller = new EndpointSliceController(context);
    controller.#follow();
    return controller;
  }

  stop(): void {
    this.#queue.stop();
  }

  #follow(): void {
    const { services, pods, endpointSlices } = this.#context.caches;
    services.on(({ object }) => this.#queue.add(keyOfObject(object)));
    pods.on(event => this.#seePod(event));
    // What somebody else changed or deleted is put right.
    endpointSlices.on(({ object }) => {
      const service = object.metadata.labels?.[SERVICE_NAME];
      if (service && isManaged(object)) {
        this.#queue.add(`${namespaceOf(object)}/${service}`);
      }
    });
  }

  #seePod(event: InformerEvent<Pod>): void {
    const { object } = event;
    if (event.type !== 'updated') {
      if (hasAddress(object)) {
        this.#queueServicesOf(object);
      }
    } else if (!equals(relevant(object), relevant(event.previous))) {
      this.#queueServicesOf(object);
      this.#queueServicesOf(event.previous);
    }
  }

  #queueServicesOf(pod: Pod): void {
    this.#context.caches.services
      .inNamespace(namespaceOf(pod))
      .filter(service => selects(service, pod))
      .forEach(service => this.#queue.add(keyOfObject(service)));
  }

  #reconcile(key: string): void {
    const { services, endpointSlices } = this.#context.caches;
    const service = services.at(key);
    if (
      !service ||
      service.metadata.deletionTimestamp ||
      !service.spec.selector ||
      service.spec.type === 'ExternalName'
    ) {
      // Slices of a service that is gone are collected with their owner.
      return;
    }
    const left = new Set(
      endpointSlices
        .ownedBy(service.metadata.uid)
        .filter(slice => isManaged(slice) && !slice.metadata.deletionTimestamp),
    );
    for (const group of this.#groups(service)) {
      const slices = [...left].filter(slice =>
        equals(slice.ports, group.ports),
      );
      this.#write(service, group, slices).forEach(slice => left.delete(slice));
    }
    left.forEach(slice =>
      this.#slices.delete(namespaceOf(slice), nameOf(slice)),
    );
  }

  #groups(service: Service): Group[] {
    const { pods, nodes } = this.#context.caches;
    const groups = new Map<string, Group>();
    for (const pod of pods.inNamespace(namespaceOf(service))) {
      if (hasAddress(pod) && selects(service, pod)) {
        const ports = portsOf(pod, service);
        const key = JSON.stringify(ports);
        const group = groups.get(key) ?? { ports, endpoints: new Map() };
        const node = nodes.get('', pod.spec.nodeName ?? '');
        group.endpoints.set(nameOf(pod), endpointOf(pod, service, node));
        groups.set(key, group);
      }
    }
    return [...groups.values()];
  }

  /**
   * Each endpoint stays in the slice where it is; the new ones fill up what has
   * room, and then slices of their own.
   * @returns the slices that still have endpoints
   */
  #write(
    service: Service,
    { ports, endpoints }: Group,
    slices: EndpointSlice[],
  ): EndpointSlice[] {
    const left = new Map(endpoints);
    const kept = slices.map(slice => {
      const names = (slice.endpoints ?? []).flatMap(
        ({ targetRef }) => targetRef?.name ?? [],
      );
      const own = names.flatMap(name => {
        const endpoint = left.get(name);
        left.delete(name);
        return endpoint ?? [];
      });
      return { slice, own };
    });
    const fresh = [...left.values()];
    kept.forEach(({ own }) => own.push(...fresh.splice(0, MOST - own.length)));
    const used = kept.filter(({ own }) => own.length > 0);
    for (const { slice, own } of used) {
      change(this.#slices, slice, copy => {
        copy.endpoints = own;
        copy.metadata.labels = labelsOf(service);
      });
    }
    while (fresh.length > 0) {
      this.#create(service, ports, fresh.splice(0, MOST));
    }
    return used.map(({ slice }) => slice);
  }

  #create(
    service: Service,
    ports: EndpointPort[],
    endpoints: Endpoint[],
  ): void {
    this.#slices.create(namespaceOf(service), {
      metadata: {
        generateName: `${nameOf(service)}-`,
        labels: labelsOf(service),
        ownerReferences: [controlledBy(service)],
      },
      addressType: 'IPv4',
      endpoints,
      ports,
    });
  }
}

function labelsOf({ metadata, spec }: Service): Record<string, string> {
  return {
    ...metadata.labels,
    [SERVICE_NAME]: metadata.name ?? '',
    [MANAGED_BY]: MANAGER,
    ...(spec.clusterIP === 'None' && { [HEADLESS]: '' }),
  };
}

function isManaged({ metadata }: EndpointSlice): boolean {
  return metadata.labels?.[MANAGED_BY] === MANAGER;
}

function selects({ spec }: Service, pod: Pod): boolean {
  const labels = pod.metadata.labels ?? {};
  return (
    spec.selector !== undefined &&
    Object.entries(spec.selector).every(([key, value]) => labels[key] === value)
  );
}

/** What of a pod shows in a slice. */
function relevant(pod: Pod): object {
  const { metadata, status, spec } = pod;
  return {
    labels: metadata.labels,
    isTerminating: metadata.deletionTimestamp !== undefined,
    podIP: status.podIP,
    isReady: isReady(pod),
    hasAddress: hasAddress(pod),
    nodeName: spec.nodeName,
  };
}
