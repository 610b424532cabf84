import { Readable } from 'node:stream';
import type { Connection, Submittable } from 'pg';

/** What is handed on at once: a piece costs its receivers the same, however large. */
const blockBytes = 256 * 1024;

/** A message's code, and the length of what follows, its own four bytes with it. */
const headBytes = 5;
const copyDone = 'c'.charCodeAt(0);
const copyData = 'd'.charCodeAt(0);
const errorResponse = 'E'.charCodeAt(0);

type Listener = (chunk: Buffer) => void;

/**
 * What a `COPY … TO STDOUT` writes. The driver gets all that the server says but
 * the data, which come in a message for each row: they are put together to large
 * blocks. When it is not read to its end, neither is the connection.
 */
export class CopyOut extends Readable implements Submittable {
  /** Known when it has ended. */
  rowCount = 0;
  readonly #text: string;
  #source: Readable | undefined;
  #driver: Listener[] = [];
  readonly #head = Buffer.alloc(headBytes);
  #headLength = 0;
  #code = 0;
  /** How much of the message is to come. */
  #left = 0;
  #block = Buffer.allocUnsafeSlow(blockBytes);
  #blockLength = 0;
  #isWanted = false;

  constructor(text: string) {
    super({ highWaterMark: blockBytes });
    this.#text = text;
  }

  submit(connection: Pick<Connection, 'stream' | 'query'>): void {
    const source = connection.stream;
    this.#driver = source.listeners('data').filter(isListener);
    for (const listener of this.#driver) {
      source.off('data', listener);
    }
    source.pause();
    source.on('readable', this.#take);
    this.#source = source;
    connection.query(this.#text);
  }

  handleError(error: Error): void {
    this.destroy(error);
  }

  handleCommandComplete({ text }: { text: string }): void {
    this.rowCount = Number(/^COPY (\d+)$/.exec(text)?.[1] ?? 0);
    this.push(null);
  }

  handleReadyForQuery(): void {}

  override _read(): void {
    this.#isWanted = true;
    this.#take();
  }

  readonly #take = (): void => {
    while (this.#isWanted && this.#source) {
      const chunk: unknown = this.#source.read();
      if (!Buffer.isBuffer(chunk)) {
        return;
      }
      this.#readMessages(chunk);
    }
  };

  #readMessages(chunk: Buffer): void {
    let at = 0;
    while (at < chunk.length) {
      if (this.#left > 0) {
        at = this.#readBody(chunk, at);
        continue;
      }
      at = this.#readHead(chunk, at);
      if (this.#code === copyDone || this.#code === errorResponse) {
        this.#giveBack(chunk.subarray(at));
        return;
      }
    }
  }

  #readHead(chunk: Buffer, at: number): number {
    const length = Math.min(headBytes - this.#headLength, chunk.length - at);
    chunk.copy(this.#head, this.#headLength, at, at + length);
    this.#headLength += length;
    if (this.#headLength === headBytes) {
      this.#headLength = 0;
      this.#code = this.#head.readUInt8(0);
      this.#left = this.#head.readUInt32BE(1) - 4;
      if (this.#code !== copyData) {
        this.#tellDriver(Buffer.from(this.#head));
      }
    }
    return at + length;
  }

  #readBody(chunk: Buffer, at: number): number {
    if (this.#code !== copyData) {
      const end = Math.min(at + this.#left, chunk.length);
      this.#left -= end - at;
      this.#tellDriver(chunk.subarray(at, end));
      return end;
    }
    const length = chunk.copy(
      this.#block,
      this.#blockLength,
      at,
      Math.min(at + this.#left, chunk.length),
    );
    this.#left -= length;
    this.#blockLength += length;
    if (this.#blockLength === blockBytes) {
      this.#handOn();
    }
    return at + length;
  }

  #handOn(): void {
    if (this.#blockLength > 0) {
      this.#isWanted = this.push(this.#block.subarray(0, this.#blockLength));
      this.#block = Buffer.allocUnsafeSlow(blockBytes);
      this.#blockLength = 0;
    }
  }

  /** Nothing but the driver's own follows. */
  #giveBack(rest: Buffer): void {
    this.#handOn();
    const source = this.#source;
    this.#source = undefined;
    source?.off('readable', this.#take);
    for (const listener of this.#driver) {
      source?.on('data', listener);
    }
    this.#tellDriver(rest);
    // Not at once: a stream that lost its reader stands still for this turn.
    process.nextTick(() => source?.resume());
  }

  #tellDriver(bytes: Buffer): void {
    for (const listener of this.#driver) {
      listener(bytes);
    }
  }
}

function isListener(listener: unknown): listener is Listener {
  return typeof listener === 'function';
}
