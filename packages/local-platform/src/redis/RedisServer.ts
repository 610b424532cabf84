import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { nodeProgram } from '../program/nodeProgram';
import { findFreePort } from '../ports';
import { Diagnosis, Launch, ProcessSpec } from '../supervisor/types';
import { findRedis, RedisProgram } from './findRedis';
import { ping } from './ping';

export type RedisOptions = {
  /** The folder of the repository. */
  repositoryRoot: string;
  /** The folder under which the platform's files lie, `.local/`. */
  dataFolder: string;
  password: string;
  /** The port to use when it is free. */
  preferredPort?: number;
  /** Not the machine's own Redis, even where there is one. */
  useStandIn?: boolean;
};

/**
 * Redis on the loopback address: the machine's own, or Debian's unpacked, or a
 * stand-in that says that it is one.
 */
export class RedisServer implements ProcessSpec {
  readonly name = 'redis';
  readonly title: string;
  readonly startTimeoutMs = 30_000;
  readonly stopSignal = 'SIGTERM';
  readonly stopTimeoutMs = 10_000;
  readonly #options: RedisOptions;
  readonly #program: RedisProgram | undefined;
  #port: number | undefined;

  private constructor(
    options: RedisOptions,
    program: RedisProgram | undefined,
  ) {
    this.#options = options;
    this.#program = program;
    this.title = program
      ? `Redis ${program.version}`
      : 'Redis stand-in (no redis-server on this machine)';
  }

  static async create(options: RedisOptions): Promise<RedisServer> {
    const program = options.useStandIn
      ? undefined
      : await findRedis(options.repositoryRoot);
    const server = new RedisServer(options, program);
    await mkdir(server.#folder, { recursive: true, mode: 0o700 });
    return server;
  }

  get isStandIn(): boolean {
    return this.#program === undefined;
  }

  /** The connection URL, password included. Known after the first launch. */
  get url(): string {
    const password = encodeURIComponent(this.#options.password);
    return `redis://:${password}@127.0.0.1:${this.port}`;
  }

  get port(): number {
    if (this.#port === undefined) {
      throw new Error(`${this.title} was not started yet`);
    }
    return this.#port;
  }

  /** Each keeps its own files: neither reads those of the other. */
  get #folder(): string {
    const { dataFolder } = this.#options;
    return join(dataFolder, 'redis', this.isStandIn ? 'stand-in' : 'server');
  }

  async launch(): Promise<Launch> {
    this.#port ??= await findFreePort(this.#options.preferredPort);
    return this.#program
      ? await this.#launchServer(this.#program)
      : this.#launchStandIn();
  }

  async checkHealth(): Promise<void> {
    await ping(this.port, this.#options.password);
  }

  diagnose(logTail: string[]): Diagnosis | undefined {
    if (logTail.some(line => /Address already in use|EADDRINUSE/.test(line))) {
      return {
        message: `Port ${this.#port} for Redis is in use by another program.`,
        fatal: false,
      };
    }
    const damage = logTail.find(line =>
      /Bad file format reading the append|^Error: Line \d+ of .* is damaged/.test(
        line,
      ),
    );
    return damage === undefined
      ? undefined
      : {
          message: `The files of Redis in ${
            this.#folder
          } are damaged: ${damage.trim()} Mend them, or set the folder aside and start empty: events that were read already are lost with it.`,
          fatal: true,
        };
  }

  async #launchServer(program: RedisProgram): Promise<Launch> {
    const file = join(this.#folder, 'redis.conf');
    // In a file and not in the arguments, which every user of the machine can read.
    await writeFile(file, this.#settings(), { mode: 0o600 });
    return {
      command: program.command,
      args: [file],
      cwd: this.#folder,
      env: { PATH: process.env.PATH, ...program.environment },
    };
  }

  /**
   * Redis hands a change to the operating system before it acknowledges it, so a
   * kill of Redis loses nothing; only a power cut may. Not so with `everysec`:
   * while the disk is slow it acknowledges for up to two seconds what it holds in
   * its own memory alone.
   * What has a time to live makes room; streams of events never go to make room.
   */
  #settings(): string {
    return `${[
      `port ${this.port}`,
      'bind 127.0.0.1',
      `requirepass "${this.#options.password}"`,
      `dir "${this.#folder}"`,
      'appendonly yes',
      'appendfsync no',
      'auto-aof-rewrite-min-size 16mb',
      'save ""',
      'maxmemory 128mb',
      'maxmemory-policy volatile-lru',
      'daemonize no',
    ].join('\n')}\n`;
  }

  #launchStandIn(): Launch {
    const { repositoryRoot, password } = this.#options;
    return {
      command: process.execPath,
      args: [
        ...nodeProgram(
          repositoryRoot,
          'packages/local-platform/src/redis/standIn/main.ts',
          { flags: ['--max-semi-space-size=4'] },
        ),
      ],
      cwd: this.#folder,
      env: {
        PATH: process.env.PATH,
        REDIS_STAND_IN_OPTIONS: JSON.stringify({
          port: this.port,
          password,
          file: join(this.#folder, 'changes.jsonl'),
        }),
      },
    };
  }
}
