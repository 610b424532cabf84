import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  createScratch,
  eventually,
  repositoryRoot,
} from '../../__testUtils__/scratch';
import { ManagedProcess } from '../../supervisor/ManagedProcess';
import { clickHouseFolder, ClickHouseServer } from '../ClickHouseServer';

/** Why tests on the embedded ClickHouse cannot run here; undefined where they can. */
function whyNoClickHouse(): string | undefined {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    return 'the embedded ClickHouse runs on Linux x64 only';
  }
  return existsSync(clickHouseFolder(repositoryRoot))
    ? undefined
    : 'the embedded ClickHouse is not installed: npm run setup';
}

const reason = whyNoClickHouse();

/** For suites that need the embedded ClickHouse. */
export const describeOnClickHouse: jest.Describe = reason
  ? describe.skip
  : describe;

/** Belongs into the title of such a suite: why it is skipped, where it is. */
export const whyClickHouseSkipped = reason ? ` (${reason})` : '';

/** A running server on a free port and an empty folder, under supervision. */
export type RunningClickHouse = {
  /** With its user and password. */
  url: string;
  pid(): number;
  /** What it has written to its log. */
  logFile: string;
  /** Ends it without warning; the supervisor starts it again, at the same address. */
  kill(): void;
  /** Kills it and waits until it serves again. */
  restart(): Promise<void>;
  /** Resolves when it serves. */
  untilServing(): Promise<void>;
  /** Ends it and removes its folder. */
  stop(): Promise<void>;
};

export async function startClickHouse(
  options: { memoryMegabytes?: number } = {},
): Promise<RunningClickHouse> {
  const scratch = createScratch();
  const server = await ClickHouseServer.create({
    repositoryRoot,
    dataFolder: scratch.path,
    password: 'it is a "secret"/?#%',
    ...options,
  });
  const logFile = join(scratch.path, 'clickhouse.log');
  const managed = new ManagedProcess({
    spec: server,
    logFile,
    recordFile: join(scratch.path, 'clickhouse.process.json'),
  });
  await managed.start();
  const pid = () => {
    if (managed.pid === undefined) {
      throw new Error('The embedded ClickHouse is not running');
    }
    return managed.pid;
  };
  const untilServing = () =>
    eventually(() =>
      server.checkHealth().then(
        () => true,
        () => false,
      ),
    );
  return {
    url: server.url,
    pid,
    logFile,
    kill: () => process.kill(pid(), 'SIGKILL'),
    restart: async () => {
      const before = pid();
      process.kill(before, 'SIGKILL');
      await eventually(() => managed.pid !== before);
      await untilServing();
    },
    untilServing,
    stop: async () => {
      await managed.stop();
      rmSync(scratch.path, { recursive: true, force: true });
    },
  };
}
