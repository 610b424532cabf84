import { access, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { nodeProgram } from '../program/nodeProgram';
import { findFreePort } from '../ports';
import { Diagnosis, Launch, ProcessSpec } from '../supervisor/types';
import { diagnoseClickHouse } from './diagnose';
import { USER } from './server/authentication';
import { THREAD_POOL_SIZE } from './server/settings';

const REQUEST_TIMEOUT_MS = 5_000;
const DEFAULT_MEMORY_MEGABYTES = 1_200;

export type ClickHouseOptions = {
  /** The folder of the repository, where the engines are installed. */
  repositoryRoot: string;
  /** The folder under which its files lie, `.local/`. */
  dataFolder: string;
  password: string;
  /** The port to use when it is free. */
  preferredPort?: number;
  /** How much memory the engine may take for all that it does at once. */
  memoryMegabytes?: number;
};

/** The folder of the engine's library inside the engines package. */
export function clickHouseFolder(repositoryRoot: string): string {
  return join(
    repositoryRoot,
    'packages/local-platform/engines/node_modules/@chdb/lib-linux-x64-gnu',
  );
}

/** The ClickHouse engine in a process of its own, behind ClickHouse's HTTP interface on the loopback address. */
export class ClickHouseServer implements ProcessSpec {
  readonly name = 'clickhouse';
  readonly title = 'ClickHouse';
  readonly startTimeoutMs = 60_000;
  readonly stopSignal = 'SIGTERM';
  readonly stopTimeoutMs = 8_000;
  readonly #options: ClickHouseOptions;
  #port: number | undefined;

  private constructor(options: ClickHouseOptions) {
    this.#options = options;
  }

  static async create(options: ClickHouseOptions): Promise<ClickHouseServer> {
    const library = clickHouseFolder(options.repositoryRoot);
    await access(library).catch(() => {
      throw new Error(
        `The ClickHouse engine is not installed (${library}). npm start installs it; or run: npm run setup`,
      );
    });
    return new ClickHouseServer(options);
  }

  /** The folder of the database's files. */
  get files(): string {
    return join(this.#options.dataFolder, 'clickhouse');
  }

  /** The URL for ClickHouse's clients, password included. Known after the first launch. */
  get url(): string {
    const password = encodeURIComponent(this.#options.password);
    return `http://${USER}:${password}@127.0.0.1:${this.port}`;
  }

  /** As clients of one database know the server. */
  urlOf(database: string): string {
    return `${this.url}/${database}`;
  }

  /** Makes a database, if it is not there. */
  async ensureDatabase(name: string): Promise<void> {
    await this.#send('/', `CREATE DATABASE IF NOT EXISTS \`${name}\``);
  }

  get port(): number {
    if (this.#port === undefined) {
      throw new Error(`${this.title} was not started yet`);
    }
    return this.#port;
  }

  async launch(): Promise<Launch> {
    const { memoryMegabytes, password, preferredPort, repositoryRoot } =
      this.#options;
    await mkdir(this.files, { recursive: true, mode: 0o700 });
    // The portal knows the port by its configuration, so it stays for as long as the platform runs.
    this.#port ??= await findFreePort(preferredPort);
    return {
      command: process.execPath,
      args: [
        ...nodeProgram(
          repositoryRoot,
          'packages/local-platform/src/clickhouse/server/main.ts',
        ),
        '--library',
        clickHouseFolder(repositoryRoot),
        '--port',
        String(this.#port),
        '--memory-megabytes',
        String(memoryMegabytes ?? DEFAULT_MEMORY_MEGABYTES),
      ],
      cwd: this.files,
      env: {
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        TZ: 'UTC',
        LC_ALL: 'C.UTF-8',
        NODE_ENV: 'production',
        UV_THREADPOOL_SIZE: String(THREAD_POOL_SIZE),
        CLICKHOUSE_PASSWORD: password,
      },
    };
  }

  async checkHealth(): Promise<void> {
    await this.#send('/ping');
    const answer = await this.#send('/?query=SELECT%201');
    if (answer !== '1\n') {
      throw new Error(`it answers ${JSON.stringify(answer.slice(0, 200))}`);
    }
  }

  diagnose(logTail: string[]): Diagnosis | undefined {
    return diagnoseClickHouse(logTail, this.files);
  }

  async #send(path: string, statement?: string): Promise<string> {
    const credentials = `${USER}:${this.#options.password}`;
    const response = await fetch(`http://127.0.0.1:${this.port}${path}`, {
      ...(statement && { method: 'POST', body: statement }),
      headers: {
        authorization: `Basic ${Buffer.from(credentials).toString('base64')}`,
      },
      signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
    });
    const text = await response.text();
    if (!response.ok) {
      throw new Error(`it answers ${response.status}: ${text.trim()}`);
    }
    return text;
  }
}
