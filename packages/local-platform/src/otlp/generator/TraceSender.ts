import { Agent, request } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { encodeTraces } from './encodeTraces';
import { TraceRequest } from './types';

export type SenderOptions = {
  /** The receiver's base URL, credential included. */
  url: string;
  /** Requests under way at once. */
  connections?: number;
  /** Spans a second, at most. Without it, as fast as they are taken. */
  spansPerSecond?: number;
  /** How often a request that was not taken is sent again. */
  maxAttempts?: number;
};

export type SenderResult = {
  requests: number;
  spans: number;
  bytes: number;
  /** How often a request was answered with 429 or 503, or not at all, and sent again. */
  retries: number;
  seconds: number;
};

type Encoded = { body: Buffer; spans: number };

/** Sends generated traces to a receiver, as an exporter would: in parallel, and again when told so. */
export class TraceSender {
  readonly #endpoint: URL;
  readonly #options: SenderOptions;
  readonly #agent: Agent;
  readonly #result: SenderResult = {
    requests: 0,
    spans: 0,
    bytes: 0,
    retries: 0,
    seconds: 0,
  };

  constructor(options: SenderOptions) {
    this.#options = options;
    this.#endpoint = new URL(options.url);
    this.#endpoint.pathname = `${this.#endpoint.pathname.replace(
      /\/$/,
      '',
    )}/v1/traces`;
    this.#agent = new Agent({
      keepAlive: true,
      maxSockets: options.connections ?? 32,
    });
  }

  /** Sends all and resolves when all is acknowledged. */
  async send(requests: Iterable<TraceRequest>): Promise<SenderResult> {
    const { connections = 32 } = this.#options;
    const startedAt = performance.now();
    const iterator = encodeAll(requests);
    const work = async () => {
      for (let next = iterator.next(); !next.done; next = iterator.next()) {
        await this.#sendOne(next.value);
        await this.#keepRate(startedAt);
      }
    };
    try {
      await Promise.all(Array.from({ length: connections }, work));
    } finally {
      this.#agent.destroy();
    }
    this.#result.seconds = (performance.now() - startedAt) / 1000;
    return this.#result;
  }

  async #sendOne({ body, spans }: Encoded): Promise<void> {
    const { maxAttempts = 50 } = this.#options;
    for (let attempt = 1; ; attempt += 1) {
      const { status, answer, retryAfterMs } = await this.#post(body);
      if (status === 200) {
        this.#result.requests += 1;
        this.#result.spans += spans;
        this.#result.bytes += body.length;
        return;
      }
      const isTemporary = status === 0 || status === 429 || status === 503;
      if (!isTemporary || attempt === maxAttempts) {
        throw new Error(
          `${this.#endpoint.host} answers ${status || 'not'}: ${answer}`,
        );
      }
      this.#result.retries += 1;
      await delay(retryAfterMs);
    }
  }

  async #post(
    body: Buffer,
  ): Promise<{ status: number; answer: string; retryAfterMs: number }> {
    return await new Promise(resolve => {
      const call = request(
        this.#endpoint,
        {
          method: 'POST',
          agent: this.#agent,
          headers: {
            'content-type': 'application/x-protobuf',
            'content-length': body.length,
          },
        },
        response => {
          const chunks: Buffer[] = [];
          const retryAfter = Number(response.headers['retry-after'] ?? 0.2);
          const settle = (status: number) =>
            resolve({
              status,
              answer: Buffer.concat(chunks).toString('utf8'),
              retryAfterMs: retryAfter * 1000,
            });
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('end', () => settle(response.statusCode ?? 0));
          response.on('error', () => settle(0));
        },
      );
      call.on('error', error =>
        resolve({ status: 0, answer: error.message, retryAfterMs: 200 }),
      );
      call.end(body);
    });
  }

  async #keepRate(startedAt: number): Promise<void> {
    const { spansPerSecond } = this.#options;
    if (spansPerSecond !== undefined) {
      const dueMs = (this.#result.spans / spansPerSecond) * 1000;
      const aheadMs = dueMs - (performance.now() - startedAt);
      if (aheadMs > 0) {
        await delay(aheadMs);
      }
    }
  }
}

function* encodeAll(requests: Iterable<TraceRequest>): Generator<Encoded> {
  for (const traces of requests) {
    yield { body: encodeTraces(traces), spans: countSpans(traces) };
  }
}

/** How many spans a request holds. */
export function countSpans({ resourceSpans }: TraceRequest): number {
  return resourceSpans
    .flatMap(({ scopeSpans }) => scopeSpans)
    .reduce((sum, { spans }) => sum + spans.length, 0);
}
