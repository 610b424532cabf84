import { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { createInterface } from 'node:readline';

export type ApiAnswer = { code: number; body: Body; warnings: string[] };

/** What tests read of any answer. */
export type Body = {
  [field: string]: unknown;
  kind?: string;
  message?: string;
  reason?: string;
  metadata?: {
    [field: string]: unknown;
    name?: string;
    uid?: string;
    resourceVersion?: string;
    generation?: number;
    continue?: string;
    remainingItemCount?: number;
    deletionTimestamp?: string;
  };
  items?: Body[];
  spec?: { [field: string]: unknown };
  status?: unknown;
};

export type Send = {
  body?: unknown;
  type?: string;
  accept?: string;
  token?: string;
  headers?: Record<string, string>;
};

/** Speaks to any Kubernetes API server, over HTTPS with its own authority. */
export class ApiClient {
  readonly #url: string;
  readonly #token: string;
  readonly #ca: string | undefined;

  constructor(url: string, token: string, ca?: string) {
    this.#url = url;
    this.#token = token;
    this.#ca = ca;
  }

  async get(path: string, send?: Send): Promise<ApiAnswer> {
    return await this.send('GET', path, send);
  }

  async post(path: string, body: unknown, send?: Send): Promise<ApiAnswer> {
    return await this.send('POST', path, { ...send, body });
  }

  async put(path: string, body: unknown, send?: Send): Promise<ApiAnswer> {
    return await this.send('PUT', path, { ...send, body });
  }

  async patch(
    path: string,
    type: 'merge' | 'strategic-merge' | 'json' | 'apply',
    body: unknown,
  ): Promise<ApiAnswer> {
    const full =
      type === 'apply'
        ? 'application/apply-patch+yaml'
        : `application/${type}-patch+json`;
    return await this.send('PATCH', path, { body, type: full });
  }

  async delete(path: string, body?: unknown): Promise<ApiAnswer> {
    return await this.send('DELETE', path, { body });
  }

  async send(
    method: string,
    path: string,
    options: Send = {},
  ): Promise<ApiAnswer> {
    const response = await this.#open(method, path, options);
    const chunks: Buffer[] = [];
    for await (const chunk of response) {
      chunks.push(Buffer.from(chunk));
    }
    const text = Buffer.concat(chunks).toString();
    const isJson = /json/.test(response.headers['content-type'] ?? '');
    return {
      code: response.statusCode ?? 0,
      body: isJson ? JSON.parse(text) : { text },
      warnings: response.headersDistinct.warning ?? [],
    };
  }

  /** The events of a watch, until its reader has enough. */
  async *watch(path: string): AsyncGenerator<{ type: string; object: Body }> {
    const response = await this.#open('GET', path, {});
    try {
      for await (const line of createInterface({ input: response })) {
        yield JSON.parse(line);
      }
    } finally {
      response.destroy();
    }
  }

  async #open(
    method: string,
    path: string,
    { body, type, accept, token, headers }: Send,
  ): Promise<IncomingMessage> {
    const given = token ?? this.#token;
    const text = body === undefined ? '' : JSON.stringify(body);
    return await new Promise<IncomingMessage>((resolve, reject) => {
      const outgoing = request(
        `${this.#url}${path}`,
        {
          method,
          ca: this.#ca,
          agent: false,
          headers: {
            ...(given && { authorization: `Bearer ${given}` }),
            accept: accept ?? 'application/json',
            'content-type': type ?? 'application/json',
            'content-length': Buffer.byteLength(text),
            ...headers,
          },
        },
        resolve,
      );
      outgoing.once('error', reject);
      outgoing.end(text);
    });
  }
}
