import { Destination, NoDestination, Resolver } from './proxy/types';

/** Of a Service: where its ports lead. */
export type ServiceEntry = {
  /** The port of the Service, and the container's on each of the pods. */
  ports: { port: number; targetPort: number }[];
  /** Those that are ready. */
  pods: { name: string; ip: string }[];
};

const DOMAIN = 'svc.cluster.local';
const LOOPBACK = /^(localhost|127(\.\d+){3}|::1)$/;

/**
 * The names of a cluster, as its DNS and kube-proxy know them: Services lead to
 * their ready pods in turn, and what is no name of the cluster goes outside.
 */
export class ServiceTable implements Resolver {
  readonly #services = new Map<string, ServiceEntry>();
  readonly #pods = new Map<string, { namespace: string; ip: string }>();
  readonly #turns = new Map<string, number>();
  readonly #hosts = new Map<string, { host: string; port: number }>();

  setService(namespace: string, name: string, entry: ServiceEntry): void {
    this.#services.set(`${name}.${namespace}`, entry);
  }

  removeService(namespace: string, name: string): void {
    this.#services.delete(`${name}.${namespace}`);
  }

  /** The pods whose connections are resolved here. */
  setPod(name: string, pod: { namespace: string; ip: string }): void {
    this.#pods.set(name, pod);
  }

  removePod(name: string): void {
    this.#pods.delete(name);
  }

  /** A name that stands for something on this machine, such as `redis.shop.svc.cluster.local:6379`. */
  setHost(name: string, port: number, target: { host: string; port: number }) {
    this.#hosts.set(`${name}:${port}`, target);
  }

  resolve(
    from: string,
    host: string,
    port: number,
  ): Destination | NoDestination {
    const namespace = this.#pods.get(from)?.namespace ?? 'default';
    const name = this.#qualify(host, namespace);
    const external =
      this.#hosts.get(`${host}:${port}`) ?? this.#hosts.get(`${name}:${port}`);
    if (external) {
      return { kind: 'host', ...external };
    }
    const own = this.#pods.get(from);
    if (LOOPBACK.test(host) && own && host !== own.ip) {
      const pod = this.#podAt(host);
      return pod
        ? { kind: 'pod', pod, host, port }
        : { kind: 'pod', pod: from, host: own.ip, port };
    }
    const service = this.#services.get(name.replace(`.${DOMAIN}`, ''));
    if (service) {
      return this.#balance(name, service, port);
    }
    if (name.endsWith(`.${DOMAIN}`)) {
      return { kind: 'none', code: 'ENOTFOUND' };
    }
    const pod = this.#podAt(host);
    return pod
      ? { kind: 'pod', pod, host, port }
      : { kind: 'host', host, port };
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
    name: string,
    { ports, pods }: ServiceEntry,
    port: number,
  ): Destination | NoDestination {
    const found = ports.find(candidate => candidate.port === port);
    if (!found || pods.length === 0) {
      return { kind: 'none', code: 'ECONNREFUSED' };
    }
    const turn = this.#turns.get(name) ?? 0;
    this.#turns.set(name, turn + 1);
    const pod = pods[turn % pods.length];
    return {
      kind: 'pod',
      pod: pod.name,
      host: pod.ip,
      port: found.targetPort,
    };
  }

  #podAt(ip: string): string | undefined {
    for (const [name, pod] of this.#pods) {
      if (pod.ip === ip) {
        return name;
      }
    }
    return undefined;
  }
}
