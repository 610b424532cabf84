import { Destination, NoDestination, Resolver } from './proxy/types';

/** Where one connection to a Service may go: a pod by its id, or anything else at an address. */
export type Endpoint = { host: string; port: number; pod?: string };

/** Of a Service: where its ports lead. */
export type ServiceEntry = {
  /** Each port of the Service, with those that are ready to be asked at it. */
  ports: { port: number; endpoints: Endpoint[] }[];
  /** Its name stands for the addresses of the endpoints; ports are theirs. */
  isHeadless?: boolean;
  /** An address that stands for it, at which nobody listens. */
  clusterIp?: string;
  /** Its name stands for another one. */
  externalName?: string;
};

const DOMAIN = 'svc.cluster.local';
const LOOPBACK = new Set(['localhost', '127.0.0.1', '::1']);

/**
 * The names of a cluster, as its DNS and kube-proxy know them: Services lead to
 * their ready endpoints in turn, and what is no name of the cluster goes outside.
 */
export class ServiceTable implements Resolver {
  readonly #services = new Map<string, ServiceEntry>();
  /** By their addresses, their names. */
  readonly #servicesByIp = new Map<string, string>();
  readonly #pods = new Map<string, { namespace: string; ip: string }>();
  readonly #podsByIp = new Map<string, string>();
  readonly #withdrawn = new Set<string>();
  readonly #turns = new Map<string, number>();

  setService(namespace: string, name: string, entry: ServiceEntry): void {
    this.removeService(namespace, name);
    this.#services.set(`${name}.${namespace}`, entry);
    if (entry.clusterIp) {
      this.#servicesByIp.set(entry.clusterIp, `${name}.${namespace}`);
    }
  }

  removeService(namespace: string, name: string): void {
    const key = `${name}.${namespace}`;
    const ip = this.#services.get(key)?.clusterIp ?? '';
    this.#services.delete(key);
    if (this.#servicesByIp.get(ip) === key) {
      this.#servicesByIp.delete(ip);
    }
  }

  /** The pods whose connections are resolved here, and to whom addresses belong. */
  setPod(id: string, pod: { namespace: string; ip: string }): void {
    const before = this.#pods.get(id);
    if (before && this.#podsByIp.get(before.ip) === id) {
      this.#podsByIp.delete(before.ip);
    }
    this.#pods.set(id, pod);
    this.#podsByIp.set(pod.ip, id);
    this.#withdrawn.delete(pod.ip);
  }

  removePod(id: string): void {
    const { ip = '' } = this.#pods.get(id) ?? {};
    this.#pods.delete(id);
    if (this.#podsByIp.get(ip) === id) {
      this.#podsByIp.delete(ip);
      // Endpoints may name it for a while yet.
      this.#withdrawn.add(ip);
    }
  }

  /** No Service leads to this address of a pod any more, whatever endpoints say. */
  withdraw(ip: string): void {
    this.#withdrawn.add(ip);
  }

  /** A ready endpoint of a Service, each in its turn; undefined where there is none. */
  pick(namespace: string, name: string, port: number): Endpoint | undefined {
    const key = `${name}.${namespace}`;
    const service = this.#services.get(key);
    return service && this.#balance(key, service, port);
  }

  resolve(
    from: string,
    host: string,
    port: number,
  ): Destination | NoDestination {
    const own = this.#pods.get(from);
    if (own && LOOPBACK.has(host)) {
      return { kind: 'pod', pod: from, host: own.ip, port };
    }
    const name = this.#qualify(host, own?.namespace ?? 'default');
    const key = this.#servicesByIp.get(host) ?? name.replace(`.${DOMAIN}`, '');
    const service = this.#services.get(key);
    const called = {
      hosts: [host, service ? `${key}.${DOMAIN}` : name],
      port,
    };
    if (service?.externalName) {
      return { kind: 'host', host: service.externalName, port, called };
    }
    if (service) {
      const endpoint = this.#balance(key, service, port);
      return endpoint
        ? { ...destinationOf(endpoint), called }
        : { kind: 'none', code: 'ECONNREFUSED' };
    }
    if (name.endsWith(`.${DOMAIN}`)) {
      return { kind: 'none', code: 'ENOTFOUND' };
    }
    const pod = this.#podsByIp.get(host);
    return { ...destinationOf({ host, port, pod }), called };
  }

  /** `core`, `core.shop` and `core.shop.svc` are short for the whole name, as in a pod's resolv.conf. */
  #qualify(host: string, namespace: string): string {
    const name = host.toLowerCase().replace(/\.$/, '');
    const labels = name.split('.');
    if (labels.length === 1) {
      const full = `${name}.${namespace}`;
      return this.#services.has(full) ? `${full}.${DOMAIN}` : name;
    }
    if (labels.length === 2 && this.#services.has(name)) {
      return `${name}.${DOMAIN}`;
    }
    return name.endsWith('.svc') ? `${name}.cluster.local` : name;
  }

  #balance(
    key: string,
    { ports, isHeadless }: ServiceEntry,
    port: number,
  ): Endpoint | undefined {
    const found =
      ports.find(candidate => candidate.port === port) ??
      (isHeadless ? ports[0] : undefined);
    const endpoints = (found?.endpoints ?? []).filter(
      ({ host }) => !this.#withdrawn.has(host),
    );
    if (endpoints.length === 0) {
      return undefined;
    }
    const turn = this.#turns.get(key) ?? 0;
    this.#turns.set(key, turn + 1);
    const endpoint = endpoints[turn % endpoints.length];
    return isHeadless ? { ...endpoint, port } : endpoint;
  }
}

function destinationOf({ host, port, pod }: Endpoint): Destination {
  return pod === undefined
    ? { kind: 'host', host, port }
    : { kind: 'pod', pod, host, port };
}
