import { rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  createScratch,
  eventually,
  repositoryRoot,
} from '../../__testUtils__/scratch';
import { ManagedProcess } from '../../supervisor/ManagedProcess';
import { OtlpReceiver } from '../OtlpReceiver';

export const RECEIVER_TOKEN = 'a-token/with?odd#signs%';

/** A running receiver on a free port, under supervision. */
export type RunningReceiver = {
  /** With its credential. */
  url: string;
  port: number;
  logFile: string;
  /** Kills it without warning and waits until it serves again. */
  restart(): Promise<void>;
  stop(): Promise<void>;
};

export async function startReceiver(
  clickhouseUrl: string,
): Promise<RunningReceiver> {
  const scratch = createScratch();
  const receiver = await OtlpReceiver.create({
    repositoryRoot,
    dataFolder: scratch.path,
    clickhouseUrl,
    token: RECEIVER_TOKEN,
  });
  const logFile = join(scratch.path, 'otlp.log');
  const managed = new ManagedProcess({
    spec: receiver,
    logFile,
    recordFile: join(scratch.path, 'otlp.process.json'),
  });
  await managed.start();
  return {
    url: receiver.url,
    port: receiver.port,
    logFile,
    restart: async () => {
      const before = managed.pid;
      if (before === undefined) {
        throw new Error('The receiver is not running');
      }
      process.kill(before, 'SIGKILL');
      await eventually(
        () => managed.pid !== before && managed.state === 'healthy',
      );
    },
    stop: async () => {
      await managed.stop();
      rmSync(scratch.path, { recursive: true, force: true });
    },
  };
}
