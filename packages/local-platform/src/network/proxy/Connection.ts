import { isError } from '@backstage/errors';
import { once } from 'node:events';
import { connect, Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { HttpExchanges } from '../http/HttpExchanges';
import { HttpRule } from '../http/types';
import { Passage } from './Passage';
import { pauseUntilChange } from './pauseUntilChange';
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

/** What leads the bytes of one direction. */
type Way = { from: Socket; passage: Passage };

/** One connection of a pod, from its introduction to its end. */
export class Connection {
  readonly #options: ConnectionOptions;
  readonly #endings: (() => void)[] = [];
  #disturbance: Disturbance | undefined;
  #ways: { out: Way; back: Way } | undefined;
  #exchanges: HttpExchanges | undefined;

  constructor(options: ConnectionOptions) {
    this.#options = options;
  }

  /** Resolves when both sides have ended. */
  async run(): Promise<void> {
    const { client, source, destination, faults } = this.#options;
    const look = () => {
      this.#disturbance = faults.find(source, destination);
      if (this.#rules().length > 0) {
        this.#readRequests(false);
      }
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
    this.#ways = {
      out: this.#pump(client, upstream, 'out'),
      back: this.#pump(upstream, client, 'back'),
    };
    if (this.#rules().length > 0) {
      this.#readRequests(true);
    }
    await closed.catch(() => undefined);
  }

  #pump(from: Socket, to: Socket, direction: Flow['direction']): Way {
    const passage = new Passage(direction, () => this.#disturbance);
    passage.on('error', () => {
      // What is lost must not look like an orderly end to the one who waits for it.
      to.resetAndDestroy();
      from.resetAndDestroy();
    });
    from.once('close', () => {
      if (from.readableEnded && !passage.closed) {
        // A fault may still hold up what was sent before the end.
        passage.once('close', () => to.destroySoon());
      } else {
        to.destroySoon();
      }
    });
    from.pipe(passage).pipe(to);
    return { from, passage };
  }

  #rules(): HttpRule[] {
    const { source, destination, faults } = this.#options;
    return faults.http?.rulesFor(source, destination) ?? [];
  }

  /** From the first fault of requests on they are read; before, none is looked at. */
  #readRequests(isNew: boolean): void {
    if (!this.#ways || this.#exchanges) {
      return;
    }
    const { out, back } = this.#ways;
    if (out.from.readableEnded || back.from.readableEnded) {
      // Nothing more is asked.
      return;
    }
    const { faults } = this.#options;
    const exchanges = new HttpExchanges({
      isNew,
      rules: () => this.#rules(),
      pause: (ms, isNeeded) => pauseUntilChange(faults, ms, isNeeded),
    });
    this.#exchanges = exchanges;
    const reset = () => {
      out.from.resetAndDestroy();
      back.from.resetAndDestroy();
    };
    const insert = (
      { from, passage }: Way,
      read: (bytes: AsyncIterable<Buffer>) => AsyncIterable<Buffer>,
    ) => {
      const reader = Duplex.from(read);
      reader.on('error', reset);
      this.#endings.push(() => reader.destroy());
      from.unpipe(passage);
      from.pipe(reader).pipe(passage);
    };
    insert(out, bytes => exchanges.requests(bytes));
    insert(back, bytes => exchanges.responses(bytes));
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
