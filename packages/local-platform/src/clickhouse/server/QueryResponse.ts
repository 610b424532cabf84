import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { ServerResponse } from 'node:http';
import { Transform } from 'node:stream';
import {
  constants,
  createDeflate,
  createGzip,
  createZstdCompress,
} from 'node:zlib';
import { ClickHouseException, statusOf } from './errors';
import { contentType } from './formats';

export type Summary = Partial<
  Record<
    | 'read_rows'
    | 'read_bytes'
    | 'written_rows'
    | 'written_bytes'
    | 'result_rows'
    | 'result_bytes'
    | 'elapsed_ns',
    number
  >
>;

export type QueryResponseOptions = {
  response: ServerResponse;
  queryId: string;
  format: string;
  timezone: string;
  version: string;
  /** What the client takes, where the answer may be compressed. */
  acceptEncoding: string | undefined;
  bufferSize: number;
  sendTimeoutMs: number;
};

/** The answer to one statement: held back at first, so that an error still gets a status, then streamed. */
export class QueryResponse {
  readonly #options: QueryResponseOptions;
  readonly #tag = randomBytes(8).toString('hex');
  #held: Buffer[] = [];
  #heldBytes = 0;
  #isStarted = false;
  #bytes = 0;
  #encoder: Transform | undefined;

  constructor(options: QueryResponseOptions) {
    this.#options = options;
  }

  /** Passes rows on; resolves when the client can take more, and throws when it is gone. */
  async write(chunk: Buffer): Promise<void> {
    this.#bytes += chunk.length;
    if (this.#isStarted) {
      await this.#send(chunk);
      return;
    }
    this.#held.push(chunk);
    this.#heldBytes += chunk.length;
    if (this.#heldBytes > this.#options.bufferSize) {
      await this.#start();
    }
  }

  /** The statement has ended well. */
  async end(summary: Summary): Promise<void> {
    const { response } = this.#options;
    if (!this.#isStarted) {
      response.setHeader(
        'X-ClickHouse-Summary',
        formatSummary({ ...summary, result_bytes: this.#bytes }),
      );
      await this.#start();
    }
    if (this.#encoder) {
      this.#encoder.end();
      await this.#until(this.#encoder, 'end');
    }
    response.end();
  }

  /** The statement has failed: with a status, or, where rows were sent already, as the last words of a broken answer. */
  async fail(exception: ClickHouseException): Promise<void> {
    const { response, version } = this.#options;
    if (response.destroyed) {
      return;
    }
    const message = exception.format(version);
    if (this.#isStarted) {
      await this.#breakOff(message);
      return;
    }
    response.setHeader('X-ClickHouse-Exception-Code', exception.code);
    this.#setHeaders('text/plain; charset=UTF-8');
    response.writeHead(statusOf(exception));
    response.end(message);
  }

  async #start(): Promise<void> {
    const { format, response } = this.#options;
    this.#isStarted = true;
    this.#setHeaders(contentType(format));
    response.setHeader('X-ClickHouse-Exception-Tag', this.#tag);
    const { name, encoder } = chooseEncoder(this.#options.acceptEncoding);
    if (encoder) {
      response.setHeader('Content-Encoding', name);
      this.#encoder = encoder;
      encoder.pipe(response, { end: false });
    }
    const held = this.#held;
    this.#held = [];
    for (const chunk of held) {
      await this.#send(chunk);
    }
  }

  #setHeaders(type: string): void {
    const { format, queryId, response, timezone } = this.#options;
    response.setHeader('Content-Type', type);
    response.setHeader('X-ClickHouse-Query-Id', queryId);
    response.setHeader('X-ClickHouse-Format', format);
    response.setHeader('X-ClickHouse-Timezone', timezone);
    response.setHeader('X-ClickHouse-Server-Display-Name', 'embedded');
  }

  async #send(chunk: Buffer): Promise<void> {
    const target = this.#encoder ?? this.#options.response;
    if (!target.write(chunk)) {
      await this.#until(target, 'drain');
    }
  }

  /** ClickHouse's own end of a failed answer: the marked message, and no last chunk. */
  async #breakOff(message: string): Promise<void> {
    const { response } = this.#options;
    const length = Buffer.byteLength(message);
    const block = `\r\n__exception__\r\n${this.#tag}\r\n${message}${length} ${
      this.#tag
    }\r\n__exception__\r\n`;
    if (this.#encoder) {
      this.#encoder.end(block);
      await this.#until(this.#encoder, 'end');
    } else {
      await new Promise<void>(resolve => {
        response.write(block, () => resolve());
      });
    }
    response.socket?.destroySoon();
  }

  async #until(target: NodeJS.EventEmitter, event: string): Promise<void> {
    const { response, sendTimeoutMs } = this.#options;
    const gone = new AbortController();
    const onClose = () => gone.abort();
    response.once('close', onClose);
    const timer = setTimeout(onClose, sendTimeoutMs);
    try {
      if (response.destroyed) {
        gone.abort();
      }
      await once(target, event, { signal: gone.signal });
    } catch {
      throw ClickHouseException.of(
        'ABORTED',
        'The receiver of the result is gone or takes nothing.',
      );
    } finally {
      clearTimeout(timer);
      response.off('close', onClose);
    }
  }
}

function chooseEncoder(accepted: string | undefined): {
  name: string;
  encoder?: Transform;
} {
  const names = (accepted ?? '')
    .split(',')
    .map(name => name.split(';')[0].trim().toLowerCase());
  const level = { level: 3 };
  if (names.includes('gzip')) {
    return { name: 'gzip', encoder: createGzip(level) };
  }
  if (names.includes('zstd')) {
    const params = { [constants.ZSTD_c_compressionLevel]: 1 };
    return { name: 'zstd', encoder: createZstdCompress({ params }) };
  }
  return names.includes('deflate')
    ? { name: 'deflate', encoder: createDeflate(level) }
    : { name: 'identity' };
}

/** All numbers as strings, as ClickHouse has them: they may be larger than JavaScript's. */
function formatSummary(summary: Summary): string {
  const all: Required<Summary> = {
    read_rows: 0,
    read_bytes: 0,
    written_rows: 0,
    written_bytes: 0,
    result_rows: 0,
    result_bytes: 0,
    elapsed_ns: 0,
    ...summary,
  };
  return JSON.stringify(
    Object.fromEntries(
      Object.entries(all).map(([key, value]) => [key, String(value)]),
    ),
  );
}
