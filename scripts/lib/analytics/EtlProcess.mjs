// @ts-check
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, sep } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { binFolder, inRoot, toolchainFolder } from '../paths.mjs';
import { npmCommand, runQuietly, toolchainEnvironment } from '../run.mjs';

const service = inRoot('examples/shop-platform/services/analytics-etl');
const token = 'a-token-of-the-benchmark';
const SAMPLE_MS = 250;
const NEVER_MS = String(2 ** 31 - 1);

/** @typedef {{ table: string; rows: number; durationMs: number }} TableOfRun */
/** @typedef {{ id: string; status: string; failure?: string; tables: TableOfRun[] }} Run */

/** The service as it is deployed, and how much memory it takes. */
export class EtlProcess {
  #child;
  #url;
  #samples = /** @type {number[]} */ ([]);
  #timer;

  /**
   * @param {import('node:child_process').ChildProcess} child
   * @param {string} url
   */
  constructor(child, url) {
    this.#child = child;
    this.#url = url;
    this.#timer = setInterval(() => this.#sample(), SAMPLE_MS);
  }

  /** Installs it beside what is measured. @param {string} folder */
  static async install(folder) {
    cpSync(service, folder, {
      recursive: true,
      filter: path => !path.split(sep).includes('node_modules'),
    });
    await runQuietly({
      title: 'Installing the pipeline',
      ...npmCommand([
        ...['ci', '--ignore-scripts', '--no-audit', '--no-fund'],
        ...['--cache', join(toolchainFolder, 'npm')],
      ]),
      cwd: folder,
      env: toolchainEnvironment(),
    });
  }

  /**
   * It begins its first run at once.
   * @param {string} folder - where it is installed
   * @param {{ source: string; target: string }} stores
   */
  static async start(folder, { source, target }) {
    const port = await findFreePort();
    const child = spawn(join(binFolder, 'node'), ['src/main.ts'], {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'inherit'],
      env: {
        ...toolchainEnvironment(),
        HOST: '127.0.0.1',
        PORT: String(port),
        LOG_LEVEL: 'silent',
        OTEL_SDK_DISABLED: 'true',
        DATABASE_URL: source,
        CLICKHOUSE_URL: target,
        API_TOKEN: token,
        ETL_INTERVAL_MS: NEVER_MS,
        ETL_SETTLE_MS: '0',
        ETL_RECONCILE_INTERVAL_MS: NEVER_MS,
      },
    });
    return new EtlProcess(child, `http://127.0.0.1:${port}`);
  }

  /** Asks for another run. */
  async ask() {
    await this.#call('/runs', { method: 'POST', body: '{}' });
  }

  /** @param {number} count - of runs that are over then @returns {Promise<Run>} the newest */
  async finished(count) {
    for (;;) {
      const answer = await this.#call('/runs').catch(error => {
        if (this.#child.exitCode !== null) {
          throw error;
        }
        return { items: [] };
      });
      const over = answer.items.filter(({ status }) =>
        ['succeeded', 'failed', 'skipped'].includes(status),
      );
      const [newest] = over;
      if (newest && over.length >= count) {
        if (newest.status !== 'succeeded') {
          throw new Error(`The run ${newest.status}: ${newest.failure}`);
        }
        return newest;
      }
      await delay(SAMPLE_MS);
    }
  }

  /** @returns {{ early: number; late: number; most: number }} MiB: means of the second and the last fifth since the last time, and the most */
  memory() {
    const samples = this.#samples;
    this.#samples = [];
    const fifth = Math.max(1, Math.floor(samples.length / 5));
    return {
      // In the first one it loads its modules.
      early: mean(samples.slice(fifth, 2 * fifth)),
      late: mean(samples.slice(-fifth)),
      most: Math.max(0, ...samples),
    };
  }

  async stop() {
    clearInterval(this.#timer);
    if (this.#child.exitCode === null) {
      const exited = once(this.#child, 'exit');
      this.#child.kill('SIGTERM');
      await exited;
    }
  }

  /**
   * @param {string} path
   * @param {RequestInit} [init]
   * @returns {Promise<{ items: Run[] }>} - runs, where they are asked for
   */
  async #call(path, init) {
    const response = await fetch(`${this.#url}${path}`, {
      ...init,
      headers: {
        Authorization: `Bearer ${token}`,
        'Content-Type': 'application/json',
      },
    });
    if (!response.ok) {
      throw new Error(await response.text());
    }
    return /** @type {{ items: Run[] }} */ (await response.json());
  }

  #sample() {
    try {
      const status = readFileSync(`/proc/${this.#child.pid}/status`, 'utf8');
      this.#samples.push(
        Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / 1024,
      );
    } catch {
      // It is over.
    }
  }
}

/** @param {number[]} values */
const mean = values =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

/** @returns {Promise<number>} */
async function findFreePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return address !== null && typeof address === 'object' ? address.port : 0;
}
