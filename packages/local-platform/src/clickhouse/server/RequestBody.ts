import { IncomingMessage } from 'node:http';
import { pipeline, Readable, Transform } from 'node:stream';
import {
  createBrotliDecompress,
  createGunzip,
  createInflate,
  createZstdDecompress,
} from 'node:zlib';
import { ClickHouseException } from './errors';

const CHUNK = { chunkSize: 256 * 1024 };
const MAX_FORM_SIZE = 32 * 1024 * 1024;

/** A request's body, decoded, read once: its beginning as a whole, what follows as a stream. */
export class RequestBody {
  readonly #source: AsyncIterator<Buffer>;
  readonly #timeoutMs: number;

  constructor(request: IncomingMessage, timeoutMs: number) {
    const stream: AsyncIterable<Buffer> = decode(request);
    this.#source = stream[Symbol.asyncIterator]();
    this.#timeoutMs = timeoutMs;
  }

  /** The first bytes, as many as there are or a little more than asked for. */
  async head(atLeast: number): Promise<{ bytes: Buffer; isWhole: boolean }> {
    const chunks: Buffer[] = [];
    let size = 0;
    while (size <= atLeast) {
      const chunk = await this.#next();
      if (!chunk) {
        return { bytes: Buffer.concat(chunks), isWhole: true };
      }
      chunks.push(chunk);
      size += chunk.length;
    }
    return { bytes: Buffer.concat(chunks), isWhole: false };
  }

  /** What follows. */
  async *rest(): AsyncGenerator<Buffer, void> {
    for (;;) {
      const chunk = await this.#next();
      if (!chunk) {
        return;
      }
      yield chunk;
    }
  }

  async #next(): Promise<Buffer | undefined> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(
        () =>
          reject(
            ClickHouseException.of(
              'SOCKET_TIMEOUT',
              `Timeout exceeded while reading from the sender (${
                this.#timeoutMs / 1000
              } s).`,
            ),
          ),
        this.#timeoutMs,
      );
    });
    try {
      const { done, value } = await Promise.race([this.#source.next(), late]);
      return done ? undefined : value;
    } catch (error) {
      throw error instanceof ClickHouseException
        ? error
        : ClickHouseException.of(
            'CANNOT_READ_ALL_DATA',
            `Cannot read all data of the request: ${
              error instanceof Error ? error.message : error
            }.`,
          );
    } finally {
      clearTimeout(timer);
    }
  }
}

/** Reads a form: the client sends long query parameters so. */
export async function readForm(
  request: IncomingMessage,
  body: RequestBody,
): Promise<[string, string][]> {
  const { bytes, isWhole } = await body.head(MAX_FORM_SIZE);
  if (!isWhole) {
    throw ClickHouseException.of(
      'BAD_ARGUMENTS',
      `A form of more than ${MAX_FORM_SIZE} bytes.`,
    );
  }
  const form = await new Response(new Uint8Array(bytes), {
    headers: { 'content-type': request.headers['content-type'] ?? '' },
  })
    .formData()
    .catch(() => {
      throw ClickHouseException.of('BAD_ARGUMENTS', 'The form is not valid.');
    });
  return [...form.entries()].map(([name, value]) => {
    if (typeof value !== 'string') {
      throw ClickHouseException.of(
        'NOT_IMPLEMENTED',
        'External tables are not supported by the embedded server.',
      );
    }
    return [name, value];
  });
}

function decode(request: IncomingMessage): Readable {
  const encoding = request.headers['content-encoding']?.toLowerCase();
  if (encoding === undefined || encoding === '' || encoding === 'identity') {
    return request;
  }
  // The callback is there so that an error destroys both; the reader gets it.
  return pipeline(request, createDecoder(encoding), () => undefined);
}

function createDecoder(encoding: string): Transform {
  switch (encoding) {
    case 'gzip':
      return createGunzip(CHUNK);
    case 'deflate':
      return createInflate(CHUNK);
    case 'br':
      return createBrotliDecompress(CHUNK);
    case 'zstd':
      return createZstdDecompress(CHUNK);
    default:
      throw ClickHouseException.of(
        'NOT_IMPLEMENTED',
        `Content-Encoding ${encoding} is not supported by the embedded server: use gzip, deflate, br or zstd.`,
      );
  }
}
