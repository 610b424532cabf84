import { createServer, type Socket } from 'node:net';
import type { TestContext } from 'node:test';
import { addressPort } from './http.ts';

type Reply = string | number | null | string[];

/**
 * The server of `REDIS_URL` where that is set, otherwise a small one that knows
 * hashes, as carts need them, besides what the cache needs.
 */
export async function startCartRedis(t: TestContext): Promise<string> {
  const { REDIS_URL: given } = process.env;
  if (given) {
    return given;
  }
  const store = new Store();
  const sockets = new Set<Socket>();
  const server = createServer(socket => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    serve(socket, store);
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  t.after(() => {
    server.close();
    sockets.forEach(socket => socket.destroy());
  });
  return `redis://127.0.0.1:${addressPort(server.address())}`;
}

/** Nothing expires: no test lasts that long. */
class Store {
  readonly #texts = new Map<string, string>();
  readonly #hashes = new Map<string, Map<string, string>>();

  run([name = '', key = '', ...rest]: string[]): Reply {
    switch (name.toUpperCase()) {
      case 'INFO':
        return 'redis_version:7.4.0\r\nloading:0\r\n';
      case 'GET':
        return this.#texts.get(key) ?? null;
      case 'SET':
        if (rest.includes('NX') && this.#texts.has(key)) {
          return null;
        }
        this.#texts.set(key, rest[0] ?? '');
        return 'OK';
      case 'DEL':
        return Number(this.#texts.delete(key));
      case 'HSET': {
        const [field = '', value = ''] = rest;
        const hash = this.#hashes.get(key) ?? new Map<string, string>();
        this.#hashes.set(key, hash.set(field, value));
        return 1;
      }
      case 'HDEL':
        return rest.filter(field => this.#hashes.get(key)?.delete(field))
          .length;
      case 'HGETALL':
        return [...(this.#hashes.get(key) ?? [])].flat();
      case 'EXPIRE':
        return 1;
      default:
        return 'PONG';
    }
  }
}

function serve(socket: Socket, store: Store): void {
  let text = '';
  socket.setEncoding('latin1');
  socket.on('data', (chunk: string) => {
    text += chunk;
    for (let found = parse(text); found; found = parse(text)) {
      text = text.slice(found.length);
      socket.write(encode(store.run(found.parts)), 'latin1');
    }
  });
}

function parse(text: string): { parts: string[]; length: number } | undefined {
  const head = /^\*(\d+)\r\n/.exec(text);
  if (!head) {
    return undefined;
  }
  let offset = head[0].length;
  const parts: string[] = [];
  while (parts.length < Number(head[1])) {
    const size = /^\$(\d+)\r\n/.exec(text.slice(offset, offset + 16));
    const start = offset + (size?.[0].length ?? 0);
    const end = start + Number(size?.[1]);
    if (!size || text.length < end + 2) {
      return undefined;
    }
    parts.push(text.slice(start, end));
    offset = end + 2;
  }
  return { parts, length: offset };
}

function encode(reply: Reply): string {
  if (reply === null) {
    return '$-1\r\n';
  }
  if (typeof reply === 'number') {
    return `:${reply}\r\n`;
  }
  return typeof reply === 'string'
    ? `$${reply.length}\r\n${reply}\r\n`
    : `*${reply.length}\r\n${reply.map(encode).join('')}`;
}
