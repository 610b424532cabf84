import { createServer, type Socket } from 'node:net';
import { PGlite } from '@electric-sql/pglite';
import { schema } from '../../src/database/schema.ts';
import { addressPort } from './http.ts';

const authenticationOk = Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 0]);
const readyForQuery = Buffer.from([0x5a, 0, 0, 0, 5, 0x49]);
/** Query, Sync and Flush: after these a client waits for an answer. */
const turnsOver = new Set(['Q', 'S', 'H']);

export interface PgliteServer {
  url: string;
  /** Drops what earlier tests left. */
  reset(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * PostgreSQL itself, compiled to WebAssembly, behind its wire protocol. It has
 * one session, so connections take turns, each for a whole transaction.
 */
export async function startPgliteServer(): Promise<PgliteServer> {
  const engine = await PGlite.create();
  const turns = new Turns();
  const sockets = new Set<Socket>();
  const server = createServer(socket => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    serve(socket, engine, turns);
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `postgresql://postgres@127.0.0.1:${addressPort(server.address())}/postgres`,
    async reset() {
      const release = await turns.take();
      await engine.exec(`DROP SCHEMA IF EXISTS ${schema} CASCADE`);
      release();
    },
    async stop() {
      server.close();
      sockets.forEach(socket => socket.destroy());
      await engine.close();
    },
  };
}

/** Lets one holder at a time go on. */
class Turns {
  #last: Promise<void> = Promise.resolve();

  async take(): Promise<() => void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const before = this.#last;
    this.#last = promise;
    await before;
    return resolve;
  }
}

function serve(socket: Socket, engine: PGlite, turns: Turns): void {
  let buffer = Buffer.alloc(0);
  let started = false;
  let release: (() => void) | undefined;
  let queue = Promise.resolve();

  const answer = async (messages: Buffer) => {
    release ??= await turns.take();
    const reply = await engine.execProtocolRaw(messages);
    socket.write(reply);
    // Outside of a transaction (status "I") the next connection may go on.
    if (Buffer.from(reply.slice(-6)).equals(readyForQuery)) {
      release();
      release = undefined;
    }
  };
  socket.on('close', () => {
    queue = queue.then(async () => {
      if (release && !engine.closed) {
        await engine.exec('ROLLBACK');
        release();
      }
    });
  });
  socket.on('data', (chunk: Buffer) => {
    buffer = Buffer.concat([buffer, chunk]);
    if (
      !started &&
      buffer.length >= 4 &&
      buffer.length >= buffer.readInt32BE(0)
    ) {
      started = true;
      buffer = buffer.subarray(buffer.readInt32BE(0));
      socket.write(Buffer.concat([authenticationOk, readyForQuery]));
    }
    for (let end = turnEnd(buffer); started && end > 0; end = turnEnd(buffer)) {
      const messages = Buffer.from(buffer.subarray(0, end));
      buffer = buffer.subarray(end);
      queue = queue
        .then(() => answer(messages))
        .catch(() => {
          socket.destroy();
        });
    }
  });
}

/** Where the first complete turn of the client ends in the buffer; 0 when it is not complete. */
function turnEnd(buffer: Buffer): number {
  let offset = 0;
  while (buffer.length >= offset + 5) {
    const end = offset + 1 + buffer.readInt32BE(offset + 1);
    if (buffer.length < end) {
      return 0;
    }
    if (turnsOver.has(String.fromCharCode(buffer[offset] ?? 0))) {
      return end;
    }
    offset = end;
  }
  return 0;
}
