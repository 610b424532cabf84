import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { addressPort } from './http.ts';
import { needsStores } from './stores.ts';

const { TEST_CLICKHOUSE_COMMAND: command, TEST_CLICKHOUSE_URL: shared } =
  process.env;

/** For the options of a test that kills ClickHouse: the server that others use is not to be killed. */
export const needsOwnClickHouse = {
  skip:
    needsStores.skip ||
    (command
      ? false
      : 'Set TEST_CLICKHOUSE_COMMAND to what runs a ClickHouse of its own in the current folder, on $CLICKHOUSE_PORT with $CLICKHOUSE_PASSWORD'),
};

const startMs = 60_000;

export interface OwnClickHouse {
  /** Stays the same over kills. */
  url: string;
  /** Without warning; resolves once nothing of it is left. */
  kill(): Promise<void>;
  /** Resolves once it answers, with the data that it had. */
  start(): Promise<void>;
  /** For good. To be called after all that drops databases there. */
  stop(): Promise<void>;
}

export async function startOwnClickHouse(): Promise<OwnClickHouse> {
  const folder = await mkdtemp(join(tmpdir(), 'clickhouse-'));
  const url = new URL(shared ?? '');
  url.port = String(await findFreePort());
  let child: ChildProcess | undefined;
  const start = async () => {
    // Without the exec the shell would be killed, and not the server.
    const started = spawn('sh', ['-c', `exec ${command}`], {
      cwd: folder,
      stdio: 'ignore',
      env: {
        ...process.env,
        CLICKHOUSE_PORT: url.port,
        CLICKHOUSE_PASSWORD: decodeURIComponent(url.password),
      },
    });
    child = started;
    const deadline = Date.now() + startMs;
    for (;;) {
      const answer = await fetch(`${url.origin}/ping`).catch(() => undefined);
      if (answer?.ok) {
        return;
      }
      if (started.exitCode !== null || Date.now() > deadline) {
        throw new Error(
          `ClickHouse does not answer; it ended with ${started.exitCode}`,
        );
      }
      await delay(20);
    }
  };
  const kill = async () => {
    if (child && child.exitCode === null && child.signalCode === null) {
      const exited = once(child, 'exit');
      child.kill('SIGKILL');
      await exited;
    }
  };
  const stop = async () => {
    await kill();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await start();
  } catch (error) {
    await stop();
    throw error;
  }
  return { url: url.href, kill, start, stop };
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const port = addressPort(server.address());
  server.close();
  await once(server, 'close');
  return port;
}
