import { isError } from '@backstage/errors';
import { Client, Informer, KubeObject } from '../kubernetes';
import { asString, at } from '../kubernetes/model/json';
import { nameOf, namespaceOf } from '../kubernetes/model/KubeObject';
import { ADDRESS_COUNT, podAddresses } from './addresses';
import { PodNetwork } from './proxy/PodNetwork';
import { Faults } from './proxy/types';
import { readService } from './readService';
import { ServiceTable } from './ServiceTable';

export const SERVICE_NAME = 'kubernetes.io/service-name';

export type ClusterNetworkOptions = {
  client: Client;
  /** Where the search for free addresses begins follows from it. */
  seed: string;
  faults?: Faults;
};

/** A pod's place in the network. */
export type PodAddress = {
  ip: string;
  /** No new connection of a Service leads here. */
  withdraw(): void;
  /** Ends its proxy; another pod may have the address then. */
  release(): Promise<void>;
};

/**
 * The network of a cluster as one node sees it: the Services of the whole
 * cluster, and an address with a proxy for each pod that runs here.
 */
export class ClusterNetwork {
  readonly #table = new ServiceTable();
  readonly #faults: Faults | undefined;
  readonly #addresses: Generator<string>;
  readonly #proxies = new Set<PodNetwork>();
  readonly #services: Informer<KubeObject>;
  readonly #slices: Informer<KubeObject>;
  readonly #pods: Informer<KubeObject>;
  readonly #slicesOfService = new Map<string, Map<string, KubeObject>>();

  constructor({ client, seed, faults }: ClusterNetworkOptions) {
    this.#faults = faults;
    this.#addresses = podAddresses(seed);
    this.#services = client
      .resource('v1', 'services')
      .informer()
      .on(({ object }) => this.#refresh(namespaceOf(object), nameOf(object)))
      .start();
    this.#slices = client
      .resource('discovery.k8s.io/v1', 'endpointslices')
      .informer()
      .on(event => this.#takeSlice(event.object, event.type === 'deleted'))
      .start();
    this.#pods = client
      .resource('v1', 'pods')
      .informer()
      .on(event => this.#takePod(event.object, event.type === 'deleted'))
      .start();
  }

  /** A ready endpoint of a Service, each in its turn: for who leads traffic into the cluster. */
  pick(
    namespace: string,
    service: string,
    port: number,
  ): { host: string; port: number } | undefined {
    const endpoint = this.#table.pick(namespace, service, port);
    return endpoint && { host: endpoint.host, port: endpoint.port };
  }

  /**
   * Brings a pod (`namespace/name`) into the network and resolves with its
   * address: the one that it had, where that is free. Whoever listens on the
   * proxy's port of an address has it, also another platform on this machine.
   */
  async addPod(id: string, wanted?: string): Promise<PodAddress> {
    for (let tried = 0; tried < ADDRESS_COUNT; tried += 1) {
      const podIp =
        tried === 0 && wanted ? wanted : this.#addresses.next().value;
      try {
        const proxy = await PodNetwork.start({
          pod: id,
          podIp,
          resolver: this.#table,
          faults: this.#faults,
        });
        this.#proxies.add(proxy);
        this.#table.setPod(id, { namespace: id.split('/')[0], ip: podIp });
        return {
          ip: podIp,
          withdraw: () => this.withdraw(podIp),
          release: () => this.#release(proxy),
        };
      } catch (error) {
        if (
          !isError(error) ||
          !['EADDRINUSE', 'EADDRNOTAVAIL'].includes(String(error.code))
        ) {
          throw error;
        }
      }
    }
    throw new Error('no address of the loopback is free for a pod');
  }

  /** No new connection of a Service leads to this address until a pod is given it. */
  withdraw(ip: string): void {
    this.#table.withdraw(ip);
  }

  async stop(): Promise<void> {
    [this.#services, this.#slices, this.#pods].forEach(each => each.stop());
    await Promise.all([...this.#proxies].map(each => this.#release(each)));
  }

  async #release(proxy: PodNetwork): Promise<void> {
    if (this.#proxies.delete(proxy)) {
      await proxy.stop();
    }
  }

  #takeSlice(slice: KubeObject, isGone: boolean): void {
    const service = slice.metadata.labels?.[SERVICE_NAME];
    if (!service) {
      return;
    }
    const key = `${namespaceOf(slice)}/${service}`;
    const slices = this.#slicesOfService.get(key) ?? new Map();
    if (isGone) {
      slices.delete(nameOf(slice));
    } else {
      slices.set(nameOf(slice), slice);
    }
    this.#slicesOfService.set(key, slices);
    this.#refresh(namespaceOf(slice), service);
  }

  #refresh(namespace: string, name: string): void {
    const service = this.#services.get(namespace, name);
    if (!service) {
      this.#table.removeService(namespace, name);
      return;
    }
    const slices = this.#slicesOfService.get(`${namespace}/${name}`);
    this.#table.setService(
      namespace,
      name,
      readService(service, [...(slices?.values() ?? [])]),
    );
  }

  #takePod(pod: KubeObject, isGone: boolean): void {
    const id = `${namespaceOf(pod)}/${nameOf(pod)}`;
    const phase = at(pod, 'status', 'phase');
    // What has ended may keep an address in its status that another has by now.
    if (isGone || phase === 'Succeeded' || phase === 'Failed') {
      this.#table.removePod(id);
      return;
    }
    const ip = asString(at(pod, 'status', 'podIP'));
    if (ip && pod.metadata.deletionTimestamp) {
      this.#table.withdraw(ip);
    } else if (ip) {
      this.#table.setPod(id, { namespace: namespaceOf(pod), ip });
    }
  }
}
