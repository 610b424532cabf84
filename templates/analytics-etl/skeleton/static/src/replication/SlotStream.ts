import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { Client, type Connection, type Submittable } from 'pg';
import { serviceName } from '../serviceInfo.ts';

export interface SlotStreamOptions {
  url: string;
  connectTimeoutMs: number;
  /** Names the slot, and the publication as well. */
  slot: string;
  /** A message of the slot's plugin. */
  onMessage(message: Buffer, stream: SlotStream): void;
  /** It will send no more; `failure` says why. */
  onEnd(): void;
}

/** The server gives up on a reader that says nothing for a minute. */
const statusIntervalMs = 10_000;
const silentMs = 60_000;

/** PostgreSQL counts from 2000, in microseconds. */
const postgresEpochMs = Date.UTC(2000, 0, 1);
const isData = 'w'.charCodeAt(0);
const isKeepalive = 'k'.charCodeAt(0);
const dataHeadBytes = 25;

/**
 * What a replication slot sends, on a connection of its own. While it is paused
 * nothing is read of it, and the server waits and keeps its log.
 */
export class SlotStream implements Submittable {
  readonly #client: Client;
  readonly #socket: Socket;
  readonly #options: SlotStreamOptions;
  readonly #started = Promise.withResolvers<void>();
  readonly #timer: NodeJS.Timeout;
  #duplex: Duplex | undefined;
  #failure: Error | undefined;
  #received = 0n;
  #confirmed = 0n;
  #heardAt = performance.now();

  private constructor(options: SlotStreamOptions) {
    this.#options = options;
    this.#socket = new Socket();
    const url = new URL(options.url);
    url.searchParams.set('replication', 'database');
    this.#client = new Client({
      stream: () => this.#socket,
      connectionString: url.href,
      connectionTimeoutMillis: options.connectTimeoutMs,
      application_name: serviceName,
      keepAlive: true,
    });
    this.#client.on('error', error => this.handleError(error));
    this.#client.on('end', () =>
      this.handleError(new Error('PostgreSQL closed the stream of changes')),
    );
    // It may fail before anybody waits for it.
    this.#started.promise.catch(() => {});
    this.#timer = setInterval(() => this.#look(), statusIntervalMs).unref();
  }

  /** Resolves once the server sends. */
  static async open(options: SlotStreamOptions): Promise<SlotStream> {
    const stream = new SlotStream(options);
    try {
      await stream.#client.connect();
      stream.#client.query(stream);
      await stream.#started.promise;
    } catch (error) {
      stream.close();
      throw error;
    }
    return stream;
  }

  /** What ended it. */
  get failure(): Error | undefined {
    return this.#failure;
  }

  /** All that was committed before it was sent. */
  get received(): bigint {
    return this.#received;
  }

  /** Up to here the server need not keep its log. */
  confirm(lsn: bigint): void {
    if (lsn > this.#confirmed) {
      this.#confirmed = lsn;
    }
    // It answers where it is, also when there is nothing to send.
    this.#tell(true);
  }

  pause(): void {
    this.#duplex?.pause();
  }

  resume(): void {
    this.#duplex?.resume();
  }

  close(): void {
    clearInterval(this.#timer);
    this.#socket.destroy();
    this.handleError(new Error('The stream of changes was closed'));
  }

  submit(connection: Connection): void {
    const { slot } = this.#options;
    this.#duplex = connection.stream;
    connection.once('replicationStart', () => this.#started.resolve());
    connection.query(
      `START_REPLICATION SLOT "${slot}" LOGICAL 0/0 (proto_version '1', publication_names '"${slot}"')`,
    );
  }

  handleCopyData({ chunk }: { chunk: Buffer }): void {
    this.#heardAt = performance.now();
    try {
      if (chunk[0] === isData) {
        this.#receive(chunk.readBigUInt64BE(1));
        this.#options.onMessage(chunk.subarray(dataHeadBytes), this);
      } else if (chunk[0] === isKeepalive) {
        this.#receive(chunk.readBigUInt64BE(1));
        const wantsAnswer = chunk[17] === 1;
        if (wantsAnswer) {
          this.#tell(false);
        }
      }
    } catch (error) {
      this.handleError(toError(error));
    }
  }

  handleError(error: Error): void {
    if (!this.#failure) {
      this.#failure = error;
      this.#started.reject(error);
      this.#options.onEnd();
    }
  }

  handleCommandComplete(): void {}

  handleReadyForQuery(): void {
    this.handleError(new Error('PostgreSQL ended the stream of changes'));
  }

  #receive(lsn: bigint): void {
    if (lsn > this.#received) {
      this.#received = lsn;
    }
  }

  #look(): void {
    this.#tell(true);
    const isSilent = performance.now() - this.#heardAt > silentMs;
    if (isSilent && this.#duplex?.isPaused() === false) {
      this.handleError(
        new Error('PostgreSQL has not said anything for a minute'),
      );
    }
  }

  /** A standby's status: received, written and applied are the same here. */
  #tell(wantsAnswer: boolean): void {
    if (!this.#duplex?.writable) {
      return;
    }
    const status = Buffer.alloc(39);
    status.write('d', 0, 'latin1');
    status.writeUInt32BE(38, 1);
    status.write('r', 5, 'latin1');
    status.writeBigUInt64BE(this.#received, 6);
    status.writeBigUInt64BE(this.#confirmed, 14);
    status.writeBigUInt64BE(this.#confirmed, 22);
    status.writeBigInt64BE(BigInt(Date.now() - postgresEpochMs) * 1000n, 30);
    status.writeUInt8(wantsAnswer ? 1 : 0, 38);
    this.#duplex.write(status);
  }
}

function toError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
