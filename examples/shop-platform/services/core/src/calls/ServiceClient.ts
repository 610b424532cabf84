import { context, type Context } from '@opentelemetry/api';
import { HttpStatusError, isTransient } from '../outgoing/httpErrors.ts';
import { retry } from '../outgoing/retry.ts';

export interface ServiceClientOptions {
  name: string;
  baseUrl: string;
  timeoutMs: number;
}

/**
 * Calls one other service. The request's span and the trace context in its
 * headers come from the instrumentation of `fetch`. Only reads are repeated:
 * whether a write may be is for its caller to know.
 */
export class ServiceClient {
  readonly name: string;
  readonly #baseUrl: string;
  readonly #timeoutMs: number;

  constructor({ name, baseUrl, timeoutMs }: ServiceClientOptions) {
    this.name = name;
    this.#baseUrl = baseUrl;
    this.#timeoutMs = timeoutMs;
  }

  /** The body as it came; parse it with a schema before you trust it. */
  async get(ctx: Context, path: string): Promise<unknown> {
    const options = { attempts: 2, baseDelayMs: 100, isRetryable: isTransient };
    return await retry(options, () => this.#request(ctx, path, {}));
  }

  async post(ctx: Context, path: string, body: unknown): Promise<unknown> {
    return await this.#request(ctx, path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  }

  async #request(
    ctx: Context,
    path: string,
    init: RequestInit,
  ): Promise<unknown> {
    const url = new URL(path, this.#baseUrl);
    return await context.with(ctx, async () => {
      const response = await fetch(url, {
        ...init,
        signal: AbortSignal.timeout(this.#timeoutMs),
      });
      if (!response.ok) {
        await response.body?.cancel();
        throw new HttpStatusError(url, response.status);
      }
      return await response.json();
    });
  }
}

export interface ServiceClientsOptions {
  services: Readonly<Record<string, string>>;
  timeoutMs: number;
}

/** One client for each service that this one calls. */
export function createServiceClients({
  services,
  timeoutMs,
}: ServiceClientsOptions): ServiceClient[] {
  return Object.entries(services).map(
    ([name, baseUrl]) => new ServiceClient({ name, baseUrl, timeoutMs }),
  );
}
