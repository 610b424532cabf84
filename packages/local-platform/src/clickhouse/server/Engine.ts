import { setTimeout as delay } from 'node:timers/promises';
import { EngineSession, SessionOptions } from './EngineSession';
import { NativeConnection, NativeLibrary, nativeResultSchema } from './native';
import { quoteString } from './tokens';

const KILL_AGAIN_MS = 50;

/** The ClickHouse engine of this process: one data folder, any number of sessions on it. */
export class Engine {
  readonly #library: NativeLibrary;
  readonly #folder: string;
  /** Held open: the engine shuts down with its last connection. */
  readonly #root: NativeConnection;
  readonly version: string;
  readonly timezone: string;

  private constructor(options: {
    library: NativeLibrary;
    folder: string;
    root: NativeConnection;
    version: string;
    timezone: string;
  }) {
    this.#library = options.library;
    this.#folder = options.folder;
    this.#root = options.root;
    this.version = options.version;
    this.timezone = options.timezone;
  }

  static async open(options: {
    library: NativeLibrary;
    folder: string;
    engineOptions: string[];
  }): Promise<Engine> {
    const { library, folder } = options;
    const root = library.CreateConnection(folder, options.engineOptions);
    const [version, timezone] = Buffer.from(
      nativeResultSchema.parse(
        await library.QueryAsyncConnection(
          root,
          'SELECT version(), timezone()',
          'TabSeparatedRaw',
        ),
      ).bytes,
    )
      .toString()
      .trim()
      .split('\t');
    return new Engine({ library, folder, root, version, timezone });
  }

  /** A session costs a millisecond, so each statement gets its own: nothing that it sets reaches another. */
  async openSession(options: SessionOptions): Promise<EngineSession> {
    const session = new EngineSession(
      this.#library,
      this.#library.CreateConnection(this.#folder),
    );
    try {
      await session.configure(options);
    } catch (error) {
      session.close();
      throw error;
    }
    return session;
  }

  /** Cancels the statement that bears this mark, again and again until it has settled: it may not have begun yet. */
  async kill(mark: string, settled: Promise<unknown>): Promise<void> {
    let isSettled = false;
    const done = () => {
      isSettled = true;
    };
    settled.then(done, done);
    while (!isSettled) {
      // The engine may have no memory left for it this time.
      await this.killOnce(mark).catch(() => undefined);
      await Promise.race([
        delay(KILL_AGAIN_MS),
        settled.catch(() => undefined),
      ]);
    }
  }

  /** Cancels the statement that bears this mark, if it has begun. */
  async killOnce(mark: string): Promise<void> {
    const connection = this.#library.CreateConnection(this.#folder);
    // In two pieces, so that this statement does not bear the mark itself.
    const pieces = [mark.slice(0, 2), mark.slice(2)].map(quoteString);
    try {
      await this.#library.QueryAsyncConnection(
        connection,
        `KILL QUERY WHERE position(query, concat(${pieces.join(
          ', ',
        )})) > 0 ASYNC`,
        'Null',
      );
    } finally {
      this.#library.CloseConnection(connection);
    }
  }

  close(): void {
    this.#library.CloseConnection(this.#root);
  }
}
