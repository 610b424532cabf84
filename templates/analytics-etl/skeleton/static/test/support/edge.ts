import { connect, createServer, type Socket } from 'node:net';
import type { TestContext } from 'node:test';
import { addressPort } from './http.ts';

export interface Edge {
  /** The URL it was given, by way of the edge. */
  url: string;
  /**
   * Calls back once, before it hands on the piece with this number from now on,
   * either way; what the callback promises is waited for.
   */
  at(piece: number, callback: () => unknown): void;
  /** How many pieces it has handed on, either way. */
  passed(): number;
  /** Breaks what is connected; new connections are taken. */
  cut(): void;
}

/** The edge of the network: whatever a process awaits of a store passes here, piece by piece. */
export async function startEdge(t: TestContext, target: string): Promise<Edge> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  let left = 0;
  let passed = 0;
  let callback: (() => unknown) | undefined;
  const pass = (
    from: Socket,
    to: Socket,
    change: (chunk: Buffer) => Buffer = chunk => chunk,
  ) => {
    const handOn = (chunk: Buffer) => {
      if (to.write(change(chunk))) {
        from.resume();
      } else {
        from.pause();
        to.once('drain', () => from.resume());
      }
    };
    from.on('data', chunk => {
      left -= 1;
      passed += 1;
      const held = left === 0 ? callback?.() : undefined;
      if (held instanceof Promise) {
        from.pause();
        held.then(
          () => handOn(chunk),
          () => from.destroy(),
        );
      } else {
        handOn(chunk);
      }
    });
    from.on('end', () => to.end());
  };
  const server = createServer(incoming => {
    const outgoing = connect(Number(port), hostname);
    for (const socket of [incoming, outgoing]) {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => {
        sockets.delete(socket);
        incoming.destroy();
        outgoing.destroy();
      });
    }
    pass(incoming, outgoing, chunk => withHost(chunk, `${hostname}:${port}`));
    pass(outgoing, incoming);
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const cut = () => sockets.forEach(socket => socket.destroy());
  t.after(() => {
    server.close();
    cut();
  });
  const url = new URL(target);
  url.host = `127.0.0.1:${addressPort(server.address())}`;
  return {
    url: url.href,
    at(piece, then) {
      left = piece;
      callback = then;
    },
    passed: () => passed,
    cut,
  };
}

/** A server that checks the name it is called by is called by its own. */
function withHost(chunk: Buffer, host: string): Buffer {
  const text = chunk.toString('latin1');
  return /^(GET|POST) /.test(text)
    ? Buffer.from(text.replace(/^host: .*$/im, `Host: ${host}`), 'latin1')
    : chunk;
}
