import { once } from 'node:events';
import { connect, createServer, Server, Socket } from 'node:net';

export type Target = { host: string; port: number };

const ATTEMPTS = 3;

/** Leads the connections to a port of this machine to a pod that is ready. */
export class Forwarder {
  readonly #pick: () => Target | undefined;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  constructor(pick: () => Target | undefined) {
    this.#pick = pick;
    this.#server = createServer(
      { allowHalfOpen: true, noDelay: true },
      client => this.#accept(client),
    );
  }

  async listen(port: number): Promise<number> {
    this.#server.listen({ host: '127.0.0.1', port });
    await once(this.#server, 'listening');
    const address = this.#server.address();
    return address !== null && typeof address === 'object'
      ? address.port
      : port;
  }

  async close(): Promise<void> {
    this.#server.close();
    this.#sockets.forEach(socket => socket.destroy());
    await once(this.#server, 'close');
  }

  #accept(client: Socket): void {
    this.#keep(client);
    client.pause();
    this.#connect(client, ATTEMPTS);
  }

  /** A pod that has just ended is not listed for long; the next one answers. */
  #connect(client: Socket, attempts: number): void {
    const target = this.#pick();
    if (!target || attempts === 0) {
      client.resetAndDestroy();
      return;
    }
    const upstream = connect({
      ...target,
      allowHalfOpen: true,
      noDelay: true,
    });
    this.#keep(upstream);
    const onRefused = () => this.#connect(client, attempts - 1);
    upstream.once('error', onRefused);
    upstream.once('connect', () => {
      upstream.off('error', onRefused);
      join(client, upstream);
    });
  }

  #keep(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => this.#sockets.delete(socket));
  }
}

/** What one side sends or does, the other gets: its end, and its reset. */
function join(client: Socket, upstream: Socket): void {
  client.pipe(upstream);
  upstream.pipe(client);
  for (const [from, to] of [
    [client, upstream],
    [upstream, client],
  ]) {
    from.once('error', () => to.resetAndDestroy());
    from.once('close', () => to.destroy());
  }
}
