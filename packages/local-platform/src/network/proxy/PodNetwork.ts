import { once } from 'node:events';
import { createServer, isIP, Server, Socket } from 'node:net';
import { Connection, refuse } from './Connection';
import {
  Destination,
  Faults,
  NameFault,
  NoDestination,
  noFaults,
  Resolver,
} from './types';

/** Where the proxy listens on the pod's address, as Envoy does in a mesh. */
const PROXY_PORT = 15_001;
const LONGEST_LINE = 512;
const NEWLINE = 0x0a;
/** How a process says that it wants to hear of the faults of its container. */
const LISTENER = /^!faults (\S+)$/;

export type PodNetworkOptions = {
  /** The pod's name, for whom names resolve and faults hold. */
  pod: string;
  podIp: string;
  resolver: Resolver;
  faults?: Faults;
};

/** The proxy of one pod: every connection that the pod makes comes by here. */
export class PodNetwork {
  readonly #options: PodNetworkOptions;
  readonly #server: Server;
  readonly #clients = new Set<Socket>();

  private constructor(options: PodNetworkOptions) {
    this.#options = options;
    this.#server = createServer(
      { allowHalfOpen: true, noDelay: true },
      client => this.#accept(client),
    );
  }

  static async start(options: PodNetworkOptions): Promise<PodNetwork> {
    const network = new PodNetwork(options);
    network.#server.listen({ host: options.podIp, port: PROXY_PORT });
    await once(network.#server, 'listening');
    return network;
  }

  /**
   * The environment and the arguments that bring a Node process into this network.
   *
   * @param container - the name of the container whose faults it is to have
   */
  static launchOptions(podIp: string, container?: string) {
    return {
      args: ['--require', require.resolve('../preload.cjs')],
      env: {
        POD_IP: podIp,
        POD_NETWORK: String(PROXY_PORT),
        ...(container !== undefined && { POD_CONTAINER: container }),
      },
    };
  }

  async stop(): Promise<void> {
    this.#server.close();
    for (const client of this.#clients) {
      client.destroy();
    }
    await once(this.#server, 'close');
  }

  #accept(client: Socket): void {
    this.#clients.add(client);
    client.once('close', () => this.#clients.delete(client));
    // Until somebody carries the connection; an error closes it.
    client.on('error', () => undefined);
    let head = Buffer.alloc(0);
    const onData = (chunk: Buffer) => {
      head = Buffer.concat([head, chunk]);
      const end = head.indexOf(NEWLINE);
      if (end < 0 && head.length <= LONGEST_LINE) {
        return;
      }
      client.pause();
      client.off('data', onData);
      if (end < 0) {
        refuse(client, 'EINVAL');
        return;
      }
      const rest = head.subarray(end + 1);
      if (rest.length > 0) {
        client.unshift(rest);
      }
      void this.#open(client, head.subarray(0, end).toString('latin1'));
    };
    client.on('data', onData);
  }

  async #open(client: Socket, line: string): Promise<void> {
    const { pod, podIp, resolver, faults = noFaults } = this.#options;
    const listener = LISTENER.exec(line)?.[1];
    if (listener !== undefined) {
      faults.processes?.listen(`${pod}/${listener}`, client);
      return;
    }
    const [, host = '', digits = ''] = /^(\S+) (\d+)$/.exec(line) ?? [];
    const port = Number(digits);
    if (!host || port < 1 || port > 65535) {
      refuse(client, 'EINVAL');
      return;
    }
    const destination = resolver.resolve(pod, host, port);
    const fault = nameFaultOf(this.#options, host, destination);
    if (fault === 'error') {
      refuse(client, 'EAI_AGAIN');
      return;
    }
    if (fault === 'random') {
      await faults.processes?.waitForNobody();
      refuse(client, 'ETIMEDOUT');
      return;
    }
    if (destination.kind === 'none') {
      refuse(client, destination.code);
      return;
    }
    await new Connection({
      client,
      source: pod,
      sourceIp: podIp,
      destination,
      faults,
    }).run();
  }
}

/** What is in force for the name that a connection goes to; addresses need no name. */
function nameFaultOf(
  { pod, faults }: PodNetworkOptions,
  host: string,
  destination: Destination | NoDestination,
): NameFault | undefined {
  const names =
    destination.kind === 'none' ? [host] : destination.called?.hosts;
  return names && isIP(host) === 0
    ? faults?.processes?.nameFault(pod, names)
    : undefined;
}
