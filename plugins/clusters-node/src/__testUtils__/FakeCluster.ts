import { once } from 'node:events';
import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { type AddressInfo } from 'node:net';
import { type ClusterSettings } from '../config/types';
import { type Pod } from '../kinds/pods';

type Stored = { metadata: Pod['metadata']; spec: Pod['spec'] };
type Change = { version: number; type: string; object: Stored };

export type Mood =
  | { kind: 'well' }
  | { kind: 'hanging' }
  | { kind: 'answering'; code: number; body: string };

/**
 * As much of a Kubernetes API as these tests need: pods that are listed in pages
 * and watched, with a history that can be compacted. The real thing is in the
 * suites that run on one.
 */
export class FakeCluster {
  readonly requests: {
    method: string;
    url: URL;
    body: string;
    headers: IncomingMessage['headersDistinct'];
  }[] = [];
  mood: Mood = { kind: 'well' };
  readonly #server: Server = createServer((request, response) => {
    this.#answer(request, response).catch(error => response.destroy(error));
  });
  readonly #pods = new Map<string, Stored>();
  readonly #watchers = new Set<ServerResponse>();
  #history: Change[] = [];
  #version = 1;
  #compactedAt = 0;

  static async start(): Promise<FakeCluster> {
    const cluster = new FakeCluster();
    cluster.#server.listen(0, '127.0.0.1');
    await once(cluster.#server, 'listening');
    return cluster;
  }

  settings(name: string): ClusterSettings {
    const { port } = this.#server.address() as AddressInfo;
    return {
      name,
      title: name,
      region: name,
      url: `http://127.0.0.1:${port}`,
      ca: undefined,
      skipTlsVerify: false,
      credential: { token: async () => 'secret' },
    };
  }

  get watchers(): number {
    return this.#watchers.size;
  }

  put(name: string, labels: Record<string, string> = {}): void {
    this.#version += 1;
    const type = this.#pods.has(name) ? 'MODIFIED' : 'ADDED';
    const object = {
      metadata: {
        name,
        namespace: 'shop',
        uid: name,
        resourceVersion: String(this.#version),
        labels,
        annotations: {},
        ownerReferences: [],
      },
      spec: { containers: [{ name: 'service', image: 'core:1' }] },
    };
    this.#pods.set(name, object);
    this.#publish({ version: this.#version, type, object });
  }

  remove(name: string): void {
    const object = this.#pods.get(name);
    if (object) {
      this.#version += 1;
      this.#pods.delete(name);
      this.#publish({ version: this.#version, type: 'DELETED', object });
    }
  }

  /** Cuts every watch, as a network does. */
  cut(): void {
    for (const watcher of this.#watchers) {
      watcher.destroy();
    }
  }

  /** Forgets the history, so that nobody can go on from before. */
  compact(): void {
    this.#history = [];
    this.#compactedAt = this.#version;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #publish(change: Change): void {
    this.#history.push(change);
    for (const watcher of this.#watchers) {
      watcher.write(toLine(change));
    }
  }

  async #answer(
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://fake');
    const chunks: Buffer[] = [];
    for await (const chunk of request) {
      chunks.push(chunk);
    }
    const body = Buffer.concat(chunks).toString();
    this.requests.push({
      method: request.method ?? '',
      url,
      body,
      headers: request.headersDistinct,
    });
    const { mood } = this;
    if (mood.kind === 'hanging') {
      return;
    }
    if (mood.kind === 'answering') {
      response.writeHead(mood.code).end(mood.body);
      return;
    }
    if (request.headers.authorization !== 'Bearer secret') {
      send(response, 401, status(401, 'Unauthorized', 'Unauthorized'));
      return;
    }
    this.#route(request.method ?? '', url, body, response);
  }

  #route(
    method: string,
    { pathname, searchParams }: URL,
    body: string,
    response: ServerResponse,
  ): void {
    const collection = '/api/v1/namespaces/shop/pods';
    if (pathname === '/version') {
      send(response, 200, { gitVersion: 'v1.34.2' });
    } else if (pathname === '/api/v1') {
      send(response, 200, {
        resources: [
          { name: 'pods/log', kind: 'Pod', namespaced: true },
          { name: 'pods', kind: 'Pod', namespaced: true },
        ],
      });
    } else if (pathname === collection && searchParams.has('watch')) {
      this.#watch(Number(searchParams.get('resourceVersion')), response);
    } else if (pathname === collection) {
      this.#list(searchParams, response);
    } else if (method === 'PATCH') {
      send(response, 200, JSON.parse(body));
    } else {
      const message = `${pathname} not found`;
      send(response, 404, status(404, 'NotFound', message));
    }
  }

  #list(search: URLSearchParams, response: ServerResponse): void {
    const from = Number(search.get('continue') ?? 0);
    const limit = Number(search.get('limit') ?? 500);
    const all = [...this.#pods.values()];
    const end = from + limit;
    send(response, 200, {
      metadata: {
        resourceVersion: String(this.#version),
        ...(end < all.length ? { continue: String(end) } : {}),
      },
      items: all.slice(from, end),
    });
  }

  #watch(from: number, response: ServerResponse): void {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.flushHeaders();
    if (from < this.#compactedAt) {
      response.end(
        `${JSON.stringify({
          type: 'ERROR',
          object: status(410, 'Expired', 'too old resource version'),
        })}\n`,
      );
      return;
    }
    for (const change of this.#history) {
      if (change.version > from) {
        response.write(toLine(change));
      }
    }
    this.#watchers.add(response);
    response.on('close', () => this.#watchers.delete(response));
  }
}

function toLine({ type, object, version }: Change): string {
  const metadata = { ...object.metadata, resourceVersion: String(version) };
  return `${JSON.stringify({ type, object: { ...object, metadata } })}\n`;
}

export function status(code: number, reason: string, message: string) {
  return { kind: 'Status', apiVersion: 'v1', code, reason, message };
}

function send(response: ServerResponse, code: number, body: unknown): void {
  response
    .writeHead(code, { 'content-type': 'application/json' })
    .end(JSON.stringify(body));
}
