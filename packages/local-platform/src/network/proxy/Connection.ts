import { isError } from '@backstage/errors';
import { once } from 'node:events';
import { connect, Socket } from 'node:net';
import { Passage } from './Passage';
import { Destination, Disturbance, Faults, Flow } from './types';
import { withCode } from './withCode';

const CONNECTED = '+';
const CONNECT_TIMEOUT_MS = 10_000;

export type ConnectionOptions = {
  /** The pod's end, with what it sent after the line. */
  client: Socket;
  source: string;
  /** The pod's address, from which connections to others leave. */
  sourceIp: string;
  destination: Destination;
  faults: Faults;
};

/** One connection of a pod, from its introduction to its end. */
export class Connection {
  readonly #options: ConnectionOptions;
  readonly #endings: (() => void)[] = [];
  #disturbance: Disturbance | undefined;

  constructor(options: ConnectionOptions) {
    this.#options = options;
  }

  /** Resolves when both sides have ended. */
  async run(): Promise<void> {
    const { client, source, destination, faults } = this.#options;
    const look = () => {
      this.#disturbance = faults.find(source, destination);
    };
    look();
    this.#endings.push(faults.onChange(look));
    try {
      const upstream = await this.#connect();
      client.write(CONNECTED);
      await this.#carry(upstream);
    } catch (error) {
      refuse(client, codeOf(error));
    } finally {
      this.#endings.forEach(end => end());
    }
  }

  async #connect(): Promise<Socket> {
    await this.#disturbance?.beforeConnect?.();
    const { client, sourceIp, destination } = this.#options;
    const upstream = connect({
      host: destination.host,
      port: destination.port,
      // From its own address, so that the other side sees who calls.
      ...(destination.kind === 'pod' ? { localAddress: sourceIp } : {}),
      noDelay: true,
    });
    const timer = setTimeout(
      () => upstream.destroy(withCode('ETIMEDOUT')),
      CONNECT_TIMEOUT_MS,
    );
    const onClientGone = () => upstream.destroy();
    client.once('close', onClientGone);
    try {
      await once(upstream, 'connect');
      return upstream;
    } finally {
      clearTimeout(timer);
      client.off('close', onClientGone);
    }
  }

  async #carry(upstream: Socket): Promise<void> {
    const { client } = this.#options;
    // A reset on one side is a reset on the other, not an orderly end.
    client.on('error', () => upstream.resetAndDestroy());
    upstream.on('error', () => client.resetAndDestroy());
    const closed = Promise.all([
      once(client, 'close'),
      once(upstream, 'close'),
    ]);
    client.once('close', () => upstream.destroySoon());
    upstream.once('close', () => client.destroySoon());
    this.#pump(client, upstream, 'out');
    this.#pump(upstream, client, 'back');
    await closed.catch(() => undefined);
  }

  #pump(from: Socket, to: Socket, direction: Flow['direction']): void {
    const passage = new Passage(direction, () => this.#disturbance);
    passage.on('error', () => from.resetAndDestroy());
    from.pipe(passage).pipe(to);
  }
}

/** The pod's program gets the error that it would get from the system. */
export function refuse(client: Socket, code: string): void {
  client.end(`-${code}\n`);
}

function codeOf(error: unknown): string {
  return isError(error) && typeof error.code === 'string'
    ? error.code
    : 'ECONNRESET';
}
