import { connect, createServer, type Socket } from 'node:net';
import type { TestContext } from 'node:test';
import { addressPort } from './http.ts';

export interface Forwarder {
  /** The URL it was given, by way of the forwarder. */
  url: string;
  /** Breaks what is connected and refuses what comes. */
  cut(): void;
  mend(): void;
}

/** A network between the service and what it stores in, for tests to cut. */
export async function startForwarder(
  t: TestContext,
  target: string,
): Promise<Forwarder> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  let broken = false;
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
    if (broken) {
      incoming.destroy();
    }
    incoming.pipe(outgoing).pipe(incoming);
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const breakAll = () => sockets.forEach(socket => socket.destroy());
  t.after(() => {
    server.close();
    breakAll();
  });
  const url = new URL(target);
  url.host = `127.0.0.1:${addressPort(server.address())}`;
  return {
    url: url.href,
    cut() {
      broken = true;
      breakAll();
    },
    mend() {
      broken = false;
    },
  };
}
