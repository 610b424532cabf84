import { BlockList, isIP } from 'node:net';
import { Destination } from '../proxy/types';

type Entry = { port?: number; matches(host: string): boolean };

const WITH_PORT = /^(?:\[(?<v6>[^\]]+)\]|(?<host>[^:]+)):(?<port>\d+)$/;

/** Hosts as an experiment names them: `8.8.8.8`, `10.0.0.0/8:443`, `redis.shop.svc:6379`. */
export class HostList {
  readonly #entries: Entry[];

  constructor(hosts: string[]) {
    this.#entries = hosts.map(readEntry);
  }

  has({ host, port, called }: Destination): boolean {
    const names = [host, ...(called?.hosts ?? [])];
    const ports = [port, called?.port];
    return this.#entries.some(
      entry =>
        (entry.port === undefined || ports.includes(entry.port)) &&
        names.some(name => entry.matches(name)),
    );
  }
}

function readEntry(text: string): Entry {
  const groups = WITH_PORT.exec(text)?.groups;
  const host = groups?.v6 ?? groups?.host ?? text;
  return {
    ...(groups && { port: Number(groups.port) }),
    matches: readHost(host),
  };
}

function readHost(text: string): Entry['matches'] {
  const [address, prefix] = text.split('/');
  const version = isIP(address);
  if (version === 0) {
    const wanted = shortName(text);
    return host => shortName(host) === wanted;
  }
  const family = version === 4 ? 'ipv4' : 'ipv6';
  const list = new BlockList();
  const whole = version === 4 ? 32 : 128;
  list.addSubnet(
    address,
    prefix === undefined ? whole : Number(prefix),
    family,
  );
  return host => isIP(host) === version && list.check(host, family);
}

/** `redis.shop`, however much of the cluster's domain follows. */
function shortName(name: string): string {
  return name
    .toLowerCase()
    .replace(/\.$/, '')
    .replace(/\.svc(\.cluster\.local)?$/, '');
}
