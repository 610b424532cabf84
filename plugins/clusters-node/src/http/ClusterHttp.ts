import { toError } from '@backstage/errors';
import { orAborted } from '@shop-platform/backstage-plugin-platform-node';
import { Agent, request, type Dispatcher } from 'undici';
import { z } from 'zod';
import { adviseOn, headersOf, type Identity } from '../config/impersonation';
import { type ClusterSettings } from '../config/types';
import { ClusterRefusedError, ClusterUnavailableError } from './errors';

const CONNECT_TIMEOUT_MS = 3_000;
const MAX_CONNECTIONS = 16;
const MAX_ERROR_CHARACTERS = 300;
const FORBIDDEN = 403;

const statusSchema = z.object({
  kind: z.literal('Status'),
  message: z.string().default(''),
  reason: z.string().default(''),
});

/** What ends a request before its answer does. */
export type Limits = {
  signal?: AbortSignal;
  /** How long it may take until its answer is read. */
  timeoutMs?: number;
};

export type HttpRequest = Limits & {
  path: string;
  query?: Record<string, string | number | boolean | undefined>;
  method?: Dispatcher.HttpMethod;
  body?: unknown;
  contentType?: string;
  /** For answers that go on for as long as they are read. */
  endless?: boolean;
};

/** Apart, so that what is watched leaves all connections to those who ask. */
type Agents = { asking: Agent; watching: Agent };

/** Speaks HTTP with one cluster, with its certificate authority and credential. */
export class ClusterHttp {
  readonly #settings: ClusterSettings;
  readonly #agents: Agents;
  readonly #identity: Identity | undefined;

  constructor(
    settings: ClusterSettings,
    agents: Agents = createAgents(settings),
    identity?: Identity,
  ) {
    this.#settings = settings;
    this.#agents = agents;
    this.#identity = identity;
  }

  /** The same cluster over the same connections, in somebody's name. */
  as(identity: Identity): ClusterHttp {
    return new ClusterHttp(this.#settings, this.#agents, identity);
  }

  /** @throws ClusterRefusedError, ClusterUnavailableError, or the signal's reason */
  async json(options: HttpRequest): Promise<unknown> {
    const text = await this.text(options);
    try {
      return JSON.parse(text);
    } catch (error) {
      throw this.#unavailable('it answered something that is not JSON', error);
    }
  }

  async text({ timeoutMs, ...options }: HttpRequest): Promise<string> {
    return timeoutMs === undefined
      ? this.#read(options)
      : this.#readWithin(timeoutMs, options);
  }

  async #readWithin(timeoutMs: number, options: HttpRequest): Promise<string> {
    const late = new AbortController();
    const timer = setTimeout(
      () => late.abort(this.#unavailable(`no answer within ${timeoutMs} ms`)),
      timeoutMs,
    );
    const signal = options.signal
      ? AbortSignal.any([late.signal, options.signal])
      : late.signal;
    try {
      // Who makes the credential may pay no heed to the signal.
      return await orAborted(this.#read({ ...options, signal }), signal);
    } finally {
      clearTimeout(timer);
    }
  }

  async #read(options: Omit<HttpRequest, 'timeoutMs'>): Promise<string> {
    const body = await this.stream(options);
    try {
      return await body.text();
    } catch (error) {
      options.signal?.throwIfAborted();
      throw this.#unavailable(describe(error), error);
    }
  }

  /** Has no limit of time: it goes on for as long as it is read. */
  async stream(
    options: Omit<HttpRequest, 'timeoutMs'>,
  ): Promise<Dispatcher.ResponseData['body']> {
    const { signal, method = 'GET', endless = false } = options;
    const response = await this.#request(options, method, endless);
    if (response.statusCode < 300) {
      return response.body;
    }
    const text = await response.body.text().catch(() => '');
    signal?.throwIfAborted();
    throw this.#refusal(response.statusCode, text);
  }

  async close(): Promise<void> {
    const { asking, watching } = this.#agents;
    await Promise.all([asking.destroy(), watching.destroy()]);
  }

  async #request(
    options: HttpRequest,
    method: Dispatcher.HttpMethod,
    endless: boolean,
  ): Promise<Dispatcher.ResponseData> {
    const { body, contentType = 'application/json', signal } = options;
    const token = await this.#token();
    try {
      return await request(this.#url(options), {
        dispatcher: endless ? this.#agents.watching : this.#agents.asking,
        method,
        headers: {
          accept: 'application/json',
          ...(this.#identity ? headersOf(this.#identity) : {}),
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
          ...(body === undefined ? {} : { 'content-type': contentType }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        ...(signal ? { signal } : {}),
        ...(endless ? { bodyTimeout: 0 } : {}),
      });
    } catch (error) {
      signal?.throwIfAborted();
      throw this.#unavailable(describe(error), error);
    }
  }

  async #token(): Promise<string | undefined> {
    try {
      return await this.#settings.credential.token();
    } catch (error) {
      throw this.#unavailable(
        `there is no credential for it: ${toError(error).message}`,
        error,
      );
    }
  }

  #url({ path, query = {} }: HttpRequest): URL {
    const base = this.#settings.url.replace(/\/$/, '');
    const url = new URL(`${base}${path}`);
    for (const [key, value] of Object.entries(query)) {
      if (value !== undefined) {
        url.searchParams.set(key, String(value));
      }
    }
    return url;
  }

  #refusal(code: number, text: string): Error {
    const parsed = statusSchema.safeParse(parseJson(text));
    // A gateway in front of a cluster answers in its own words.
    if (!parsed.success && (code >= 500 || code === 404)) {
      return this.#unavailable(`it answered ${code} without a status`);
    }
    // Too many requests, time-outs of its store: the same may work later.
    if (code >= 500 || code === 429) {
      return this.#unavailable(
        `it answered ${code}: ${parsed.data?.message ?? ''}`,
      );
    }
    const message =
      parsed.data?.message || text.slice(0, MAX_ERROR_CHARACTERS) || `${code}`;
    const advice =
      code === FORBIDDEN && this.#identity
        ? adviseOn(message, this.#identity)
        : undefined;
    return new ClusterRefusedError({
      cluster: this.#settings.name,
      code,
      reason: parsed.data?.reason ?? String(code),
      message: advice ? `${message}. ${advice}` : message,
      isOfPerson: advice !== undefined,
    });
  }

  #unavailable(reason: string, cause?: unknown): ClusterUnavailableError {
    return new ClusterUnavailableError(this.#settings.name, reason, cause);
  }
}

function createAgents({ ca, skipTlsVerify }: ClusterSettings): Agents {
  const connect = {
    timeout: CONNECT_TIMEOUT_MS,
    ...(ca === undefined ? {} : { ca }),
    rejectUnauthorized: !skipTlsVerify,
  };
  return {
    asking: new Agent({ connections: MAX_CONNECTIONS, connect }),
    watching: new Agent({ connect }),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const WORDS: Record<string, string> = {
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection was cut',
  ENOTFOUND: 'its name does not resolve',
  UND_ERR_CONNECT_TIMEOUT: 'no connection came about in time',
  UND_ERR_HEADERS_TIMEOUT: 'no answer came in time',
  UND_ERR_SOCKET: 'the connection was cut',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is not trusted',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is not trusted',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate is not trusted',
  CERT_HAS_EXPIRED: 'its certificate has expired',
};

function describe(error: unknown): string {
  const { message, code } = toError(error);
  return WORDS[String(code)] ?? (message || String(code));
}
