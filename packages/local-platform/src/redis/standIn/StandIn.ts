import { once } from 'node:events';
import { AddressInfo, createServer, Server, Socket } from 'node:net';
import { ChangeFile } from './ChangeFile';
import { Command, Commands, Session } from './commands/Command';
import { connectionCommands, WITHOUT_PASSWORD } from './commands/connection';
import { hashCommands } from './commands/hashes';
import { keyCommands } from './commands/keys';
import { streamCommands } from './commands/streams';
import { encode, RedisError, Reply, RequestReader } from './resp';

const COMMANDS = new Map<string, Command>(
  Object.entries<Command>({
    ...connectionCommands,
    ...keyCommands,
    ...hashCommands,
    ...streamCommands,
  } satisfies Commands),
);

export type StandInOptions = {
  port: number;
  password: string;
  /** Where changes are kept. */
  file: string;
};

/**
 * Stands for Redis where there is none: its protocol and the commands that the
 * shop's services send, with Redis's answers to them. Whatever else is sent gets
 * Redis's answer to a command that it does not know.
 */
export class StandIn {
  readonly #password: string;
  readonly #changes: ChangeFile;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #waiting = new Set<() => void>();
  #sessions = 0;

  private constructor(password: string, changes: ChangeFile) {
    this.#password = password;
    this.#changes = changes;
    this.#server = createServer(socket => this.#serve(socket));
  }

  static async start(options: StandInOptions): Promise<StandIn> {
    const standIn = new StandIn(
      options.password,
      ChangeFile.open(options.file),
    );
    standIn.#server.listen(options.port, '127.0.0.1');
    await once(standIn.#server, 'listening');
    return standIn;
  }

  get port(): number {
    const address: string | AddressInfo | null = this.#server.address();
    return address !== null && typeof address === 'object' ? address.port : 0;
  }

  async close(): Promise<void> {
    this.#sockets.forEach(socket => socket.destroy());
    this.#server.close();
    await once(this.#server, 'close');
    this.#changes.close();
  }

  #serve(socket: Socket): void {
    const gone = new AbortController();
    this.#sessions += 1;
    const session: Session = {
      id: this.#sessions,
      protocol: 2,
      authenticated: false,
      name: '',
      signal: gone.signal,
    };
    const reader = new RequestReader();
    let queue = Promise.resolve();
    this.#sockets.add(socket);
    socket.setNoDelay(true);
    socket.setEncoding('latin1');
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      this.#sockets.delete(socket);
      gone.abort();
    });
    socket.on('data', (chunk: string) => {
      const requests = takeRequests(reader, chunk, socket);
      // One after the other, as a client may send more before it is answered.
      queue = requests.reduce(
        (before, request) =>
          before.then(() => this.#answer(socket, session, request)),
        queue,
      );
    });
  }

  async #answer(
    socket: Socket,
    session: Session,
    [name, ...parameters]: string[],
  ): Promise<void> {
    let reply: Reply;
    try {
      reply = await this.#run(session, name.toUpperCase(), parameters);
    } catch (error) {
      reply =
        error instanceof RedisError
          ? error
          : new RedisError(
              `ERR ${error instanceof Error ? error.message : error}`,
            );
    }
    if (!socket.destroyed) {
      socket.write(encode(reply, session.protocol), 'latin1');
    }
    if (name.toUpperCase() === 'QUIT') {
      socket.end();
    }
  }

  async #run(
    session: Session,
    name: string,
    parameters: string[],
  ): Promise<Reply> {
    if (!session.authenticated && !WITHOUT_PASSWORD.has(name)) {
      throw new RedisError('NOAUTH Authentication required.');
    }
    const command = COMMANDS.get(name);
    if (!command) {
      throw new RedisError(
        `ERR unknown command '${name.slice(
          0,
          128,
        )}', with args beginning with: `,
      );
    }
    const [least, most] = command.takes;
    if (parameters.length < least || parameters.length > most) {
      throw new RedisError(
        `ERR wrong number of arguments for '${name.toLowerCase()}' command`,
      );
    }
    const reply = await command.run(parameters, {
      keyspace: this.#changes.keyspace,
      session,
      password: this.#password,
      now: Date.now,
      entryAdded: (timeoutMs, signal) => this.#entryAdded(timeoutMs, signal),
    });
    if (name === 'XADD') {
      [...this.#waiting].forEach(wake => wake());
    }
    return reply;
  }

  async #entryAdded(timeoutMs: number, signal: AbortSignal): Promise<void> {
    const added = new AbortController();
    const wake = () => added.abort();
    const limits = timeoutMs > 0 ? [AbortSignal.timeout(timeoutMs)] : [];
    const over = AbortSignal.any([signal, added.signal, ...limits]);
    this.#waiting.add(wake);
    try {
      if (!over.aborted) {
        await once(over, 'abort');
      }
    } finally {
      this.#waiting.delete(wake);
    }
  }
}

/** What is no request ends the connection, with a reason. */
function takeRequests(
  reader: RequestReader,
  chunk: string,
  socket: Socket,
): string[][] {
  try {
    return reader.read(chunk);
  } catch (error) {
    const reason =
      error instanceof RedisError
        ? error
        : new RedisError('ERR Protocol error');
    socket.end(encode(reason, 2), 'latin1');
    return [];
  }
}
