import { toError } from '@backstage/errors';
import { execFile } from 'node:child_process';
import {
  chown,
  lstat,
  mkdir,
  mkdtemp,
  rename,
  rm,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { findFreePort } from '../ports';
import { Launch, ProcessSpec } from '../supervisor/types';
import { copyBinaries, engineFolder, linkLibraries } from './binaries';
import { diagnosePostgres } from './diagnose';
import { chooseIdentity, isReachableByAll, ServerIdentity } from './identity';
import { prepareOutsideFolder } from './outsideFolder';

const run = promisify(execFile);

const USER = 'portal';
const CONNECT_TIMEOUT_MS = 2_000;

export type PostgresOptions = {
  /** The folder of the repository, where the engines are installed. */
  repositoryRoot: string;
  /** The server's name among the platform's: `portal`. Its database is named so too. */
  name: string;
  /** The folder under which its files lie, `.local/`. */
  dataFolder: string;
  password: string;
  /** The port to use when it is free. */
  preferredPort?: number;
  /** Server settings beside those that every server here has. */
  settings?: Record<string, string | number>;
};

type Installation = {
  programs: string;
  files: string;
  identity: ServerIdentity | undefined;
};

/**
 * A real PostgreSQL server on the loopback address: the folder is made at the
 * first start, the password is generated, connections need it.
 */
export class PostgresServer implements ProcessSpec {
  readonly name: string;
  readonly title: string;
  readonly startTimeoutMs = 60_000;
  readonly stopSignal = 'SIGINT';
  readonly stopTimeoutMs = 20_000;
  readonly #options: PostgresOptions;
  readonly #installation: Installation;
  #port: number | undefined;

  private constructor(options: PostgresOptions, installation: Installation) {
    this.#options = options;
    this.#installation = installation;
    this.name = `postgres-${options.name}`;
    this.title = `PostgreSQL (${options.name})`;
  }

  static async create(options: PostgresOptions): Promise<PostgresServer> {
    const packageFolder = engineFolder(options.repositoryRoot);
    await linkLibraries(packageFolder);
    const identity = await chooseIdentity();
    const parent = join(options.dataFolder, 'postgres');
    await mkdir(parent, { recursive: true, mode: 0o711 });
    const reachable =
      identity === undefined ||
      ((await isReachableByAll(packageFolder)) &&
        (await isReachableByAll(parent)));
    if (reachable) {
      return new PostgresServer(options, {
        programs: packageFolder,
        files: join(parent, options.name),
        identity,
      });
    }
    const outside = await prepareOutsideFolder(options.dataFolder);
    return new PostgresServer(options, {
      programs: await copyBinaries(packageFolder, outside),
      files: join(outside, options.name),
      identity,
    });
  }

  /** The folder of the database's files. */
  get files(): string {
    return this.#installation.files;
  }

  /** The connection URL, password included. Known after the first launch. */
  get url(): string {
    return this.urlFor(USER, this.#options.password);
  }

  /** The connection URL of one of its roles. */
  urlFor(role: string, password: string): string {
    return `postgres://${role}:${encodeURIComponent(password)}@127.0.0.1:${
      this.port
    }/${this.#options.name}`;
  }

  get port(): number {
    if (this.#port === undefined) {
      throw new Error(`${this.title} was not started yet`);
    }
    return this.#port;
  }

  async launch(): Promise<Launch> {
    await this.#initialise();
    // The portal knows the port by its configuration, so it stays for as long as the platform runs.
    this.#port ??= await findFreePort(this.#options.preferredPort);
    return {
      command: this.#program('postgres'),
      args: [
        '-D',
        this.files,
        ...serverSettings(this.#port, this.#options.settings),
      ],
      cwd: dirname(this.files),
      env: serverEnvironment(),
      identity: this.#installation.identity,
    };
  }

  async checkHealth(): Promise<void> {
    await this.#query('SELECT 1', 'postgres');
  }

  diagnose(logTail: string[]) {
    return diagnosePostgres(logTail, this.files);
  }

  /** Makes the database on a server that serves, unless it is there. */
  async ensureDatabase(): Promise<void> {
    const { name } = this.#options;
    const found = await this.#query(
      `SELECT 1 FROM pg_database WHERE datname = '${name}'`,
      'postgres',
    );
    if (found === 0) {
      await this.#query(`CREATE DATABASE "${name}"`, 'postgres');
    }
  }

  async #query(sql: string, database: string): Promise<number> {
    const client = new Client({
      host: '127.0.0.1',
      port: this.port,
      user: USER,
      password: this.#options.password,
      database,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      query_timeout: CONNECT_TIMEOUT_MS * 5,
    });
    // A connection that breaks later must not end the supervisor; the query reports it.
    client.on('error', () => undefined);
    try {
      await client.connect();
      return (await client.query(sql)).rowCount ?? 0;
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  /** Makes the database folder beside its place and moves it there whole, so that a kill leaves none half made. */
  async #initialise(): Promise<void> {
    const { files, identity } = this.#installation;
    if (await exists(files)) {
      return;
    }
    const making = `${files}.new`;
    await rm(making, { recursive: true, force: true });
    await mkdir(making, { recursive: true, mode: 0o700 });
    const secrets = await mkdtemp(join(tmpdir(), 'shop-platform-'));
    const passwordFile = join(secrets, 'password');
    await writeFile(passwordFile, this.#options.password, { mode: 0o600 });
    try {
      if (identity) {
        await Promise.all(
          [making, secrets, passwordFile].map(path =>
            chown(path, identity.uid, identity.gid),
          ),
        );
      }
      await run(
        this.#program('initdb'),
        [
          '-D',
          making,
          '-U',
          USER,
          '--pwfile',
          passwordFile,
          '--auth=scram-sha-256',
          '--encoding=UTF8',
          '--locale=C.UTF-8',
          '--no-instructions',
        ],
        {
          cwd: dirname(files),
          env: serverEnvironment(),
          uid: identity?.uid,
          gid: identity?.gid,
        },
      );
      await rename(making, files);
    } catch (error) {
      throw new Error(
        `The database folder ${files} could not be made: ${messageOf(error)}`,
      );
    } finally {
      await rm(secrets, { recursive: true, force: true });
    }
  }

  #program(name: string): string {
    return join(this.#installation.programs, 'native/bin', name);
  }
}

/** For one person's machine: few connections, little memory, and every commit on the disk. */
function serverSettings(
  port: number,
  own: Record<string, string | number> = {},
): string[] {
  const values: Record<string, string | number> = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: 200,
    shared_buffers: '64MB',
    max_wal_size: '256MB',
    max_worker_processes: 4,
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_line_prefix: '%m [%p] ',
    lc_messages: 'C',
    ...own,
  };
  return Object.entries(values).flatMap(([key, value]) => [
    '-c',
    `${key}=${value}`,
  ]);
}

/** Nothing of the shell's own, so that no PG* variable or locale of the user changes the server. */
function serverEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, LC_ALL: 'C.UTF-8', TZ: 'UTC' };
}

async function exists(path: string): Promise<boolean> {
  return await lstat(path).then(
    () => true,
    () => false,
  );
}

function messageOf(error: unknown): string {
  if (
    error instanceof Error &&
    'stderr' in error &&
    typeof error.stderr === 'string' &&
    error.stderr.trim()
  ) {
    return error.stderr.trim().split('\n').at(-1) ?? error.message;
  }
  return toError(error).message;
}
