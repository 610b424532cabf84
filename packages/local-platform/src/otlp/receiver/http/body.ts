import { IncomingMessage } from 'node:http';
import { finished } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { MalformedRequestError } from '../decode/WireReader';
import { Refusal, RpcCode } from './answers';

const DRAIN_TIMEOUT_MS = 5_000;

/** How many bytes of requests may be here at once, of all together. */
export class ByteBudget {
  readonly #limit: number;
  #used = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get used(): number {
    return this.#used;
  }

  /** Takes so many bytes, or refuses the request that wants them. */
  take(count: number): void {
    if (this.#used + count > this.#limit) {
      throw new Refusal(
        429,
        RpcCode.resourceExhausted,
        'The receiver has more requests than it can hold; send this one again',
        { 'retry-after': '1' },
      );
    }
    this.#used += count;
  }

  giveBack(count: number): void {
    this.#used -= count;
  }
}

/** The bytes that one request has taken out of the budget. */
export class Share {
  readonly #budget: ByteBudget;
  readonly #limit: number;
  #taken = 0;

  constructor(budget: ByteBudget, limit: number) {
    this.#budget = budget;
    this.#limit = limit;
  }

  take(count: number, bodyBytes: number): void {
    if (bodyBytes > this.#limit) {
      throw new Refusal(
        413,
        RpcCode.invalidArgument,
        `The body is larger than ${
          this.#limit
        } bytes; send fewer items at a time`,
      );
    }
    this.#budget.take(count);
    this.#taken += count;
  }

  giveBack(count = this.#taken): void {
    this.#taken -= count;
    this.#budget.giveBack(count);
  }
}

/** Reads a body, decompressed; what it takes stays taken until the share is given back. */
export async function readBody(
  request: IncomingMessage,
  gzip: boolean,
  share: Share,
): Promise<Buffer> {
  const announced = Number(request.headers['content-length'] ?? 0);
  share.take(0, announced);
  const body = await collectBytes(
    // Not destroyed with the loop: a request that is refused still gets its answer.
    request.iterator({ destroyOnReturn: false }),
    share,
  );
  if (!gzip) {
    return body;
  }
  const gunzip = createGunzip();
  gunzip.end(body);
  try {
    const plain = await collectBytes(gunzip, share);
    share.giveBack(body.length);
    return plain;
  } catch (error) {
    if (error instanceof Refusal) {
      throw error;
    }
    throw new MalformedRequestError('the body is not gzip');
  }
}

/** Reads the rest of a refused request, because its client sends before it listens. */
export async function drain(request: IncomingMessage): Promise<void> {
  request.resume();
  await finished(request, {
    signal: AbortSignal.timeout(DRAIN_TIMEOUT_MS),
    writable: false,
  }).catch(() => undefined);
}

async function collectBytes(
  source: AsyncIterable<Buffer>,
  share: Share,
): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of source) {
    length += chunk.length;
    share.take(chunk.length, length);
    chunks.push(chunk);
  }
  return chunks.length === 1 ? chunks[0] : Buffer.concat(chunks, length);
}
