import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { nodeProgram } from '../program/nodeProgram';
import { findFreePort } from '../ports';
import { Diagnosis, Launch, ProcessSpec } from '../supervisor/types';
import { networkEnvironment } from '../images/networkEnvironment';
import { readingPassword } from './server/http/Access';

/** The port of the embedded Git host, when it is free. */
export const GIT_PORT = 13000;
const HEALTH_TIMEOUT_MS = 2_000;
const USER = 'portal';

export type GitHostOptions = {
  /** The folder of the repository. */
  repositoryRoot: string;
  /** The folder under which the platform's files lie, `.local/`. */
  dataFolder: string;
  /** The credential of the technical user. At least 16 characters. */
  token: string;
  /** The port to use when it is free. */
  preferredPort?: number;
};

/** An entry of `integrations.github` in Backstage's configuration. */
export type GithubIntegration = {
  host: string;
  apiBaseUrl: string;
  token: string;
};

/** The Git host: repositories on disk behind GitHub's API and git's own protocol. */
export class GitHost implements ProcessSpec {
  readonly name = 'git-host';
  readonly title = 'Git host';
  readonly startTimeoutMs = 30_000;
  readonly stopSignal = 'SIGTERM';
  readonly stopTimeoutMs = 5_000;
  readonly #options: GitHostOptions;
  #port: number | undefined;

  private constructor(options: GitHostOptions) {
    this.#options = options;
  }

  static async create(options: GitHostOptions): Promise<GitHost> {
    const folder = join(options.dataFolder, 'git');
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return new GitHost(options);
  }

  /** The base URL for git, credential included. Known after the first launch. */
  get url(): string {
    return this.#urlOf(USER, this.#options.token);
  }

  /** The base URL for people's browsers; its password opens no more than pages. */
  get webUrl(): string {
    return this.#urlOf('reader', readingPassword(this.#options.token));
  }

  /** Where the images of built services are: `<name>/<digest>/`. */
  get imagesFolder(): string {
    return join(this.#options.dataFolder, 'images');
  }

  /** What Backstage needs to use this host as a GitHub. Known after the first launch. */
  get integration(): GithubIntegration {
    const host = `127.0.0.1:${this.port}`;
    return {
      host,
      apiBaseUrl: `http://${host}/api/v3`,
      token: this.#options.token,
    };
  }

  get port(): number {
    if (this.#port === undefined) {
      throw new Error(`${this.title} was not started yet`);
    }
    return this.#port;
  }

  async launch(): Promise<Launch> {
    const { repositoryRoot, dataFolder, token } = this.#options;
    this.#port ??= await this.#choosePort();
    return {
      command: process.execPath,
      args: [
        ...nodeProgram(
          repositoryRoot,
          'packages/local-platform/src/git/server/main.ts',
        ),
      ],
      cwd: dataFolder,
      env: {
        PATH: process.env.PATH,
        // How builds reach a registry on this machine's network.
        ...networkEnvironment(process.env),
        // In the environment and not in the arguments, which every user of the machine can read.
        GIT_HOST_OPTIONS: JSON.stringify({
          port: this.#port,
          folder: join(dataFolder, 'git'),
          imagesFolder: this.imagesFolder,
          token,
          user: USER,
        }),
      },
    };
  }

  async checkHealth(): Promise<void> {
    const response = await fetch(`${this.integration.apiBaseUrl}/user`, {
      headers: { authorization: `Bearer ${this.#options.token}` },
      signal: AbortSignal.timeout(HEALTH_TIMEOUT_MS),
    });
    if (!response.ok) {
      throw new Error(
        `it answers ${response.status}: ${await response.text()}`,
      );
    }
  }

  diagnose(logTail: string[]): Diagnosis | undefined {
    return logTail.some(line => line.includes('EADDRINUSE'))
      ? {
          message: `Port ${
            this.#port
          } for the Git host is in use by another program.`,
          fatal: false,
        }
      : undefined;
  }

  /** The catalog keeps addresses of files, so the port stays from one start to the next where it can. */
  async #choosePort(): Promise<number> {
    const { dataFolder, preferredPort } = this.#options;
    const file = join(dataFolder, 'git', 'port');
    const last = Number(await readFile(file, 'utf8').catch(() => undefined));
    const port = await findFreePort(last || preferredPort);
    await writeFile(file, `${port}\n`);
    return port;
  }

  #urlOf(user: string, password: string): string {
    return `http://${user}:${encodeURIComponent(password)}@127.0.0.1:${
      this.port
    }`;
  }
}
