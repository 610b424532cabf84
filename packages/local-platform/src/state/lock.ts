import { readdir } from 'node:fs/promises';
import { DataFolder } from './DataFolder';
import {
  endProcess,
  forgetIdentity,
  identify,
  isRunning,
  ProcessIdentity,
  readIdentity,
  writeIdentity,
} from './processes';

const ORPHAN_TIMEOUT_MS = 10_000;

/** The supervisor that runs this data folder now, if one does. */
export async function findSupervisor(
  data: DataFolder,
): Promise<ProcessIdentity | undefined> {
  const identity = await readIdentity(data.lockFile);
  return identity && (await isRunning(identity)) ? identity : undefined;
}

/** Makes this process the supervisor of the data folder. */
export async function takeLock(data: DataFolder): Promise<void> {
  const running = await findSupervisor(data);
  if (running && running.pid !== process.pid) {
    throw new Error(
      `The platform of ${data.root} is running already (process ${running.pid}). Stop it first: npm run stop`,
    );
  }
  const self = await identify(process.pid);
  if (self) {
    await writeIdentity(data.lockFile, self);
  }
}

export async function releaseLock(data: DataFolder): Promise<void> {
  await forgetIdentity(data.lockFile);
}

/**
 * Ends the processes that a supervisor which was killed left behind, and
 * answers their names.
 */
export async function endOrphans(data: DataFolder): Promise<string[]> {
  const ended: string[] = [];
  for (const file of await readdir(data.path('run'))) {
    const name = /^(.+)\.process\.json$/.exec(file)?.[1];
    if (name) {
      const identity = await readIdentity(data.recordFile(name));
      if (identity && (await isRunning(identity))) {
        // SIGINT ends PostgreSQL at once and in order, and Node as well.
        await endProcess(identity, {
          signal: 'SIGINT',
          timeoutMs: ORPHAN_TIMEOUT_MS,
        });
        ended.push(name);
      }
      await forgetIdentity(data.recordFile(name));
    }
  }
  return ended;
}
