import { readFile, rm, writeFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { isError } from '@backstage/errors';
import { z } from 'zod';

/** A process that can be told from a later one with the same id. */
export type ProcessIdentity = { pid: number; startTime: string };

const identitySchema = z.object({
  pid: z.number().int(),
  startTime: z.string(),
});

/**
 * When a process started, in clock ticks since boot (field 22 of
 * `/proc/<pid>/stat`, see proc(5)), or undefined when there is no such process
 * or only its zombie is left.
 */
export async function readStartTime(pid: number): Promise<string | undefined> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    // The second field is the command in brackets and may hold spaces.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? undefined : fields[19];
  } catch {
    return undefined;
  }
}

export async function identify(
  pid: number,
): Promise<ProcessIdentity | undefined> {
  const startTime = await readStartTime(pid);
  return startTime === undefined ? undefined : { pid, startTime };
}

export async function isRunning(identity: ProcessIdentity): Promise<boolean> {
  return (await readStartTime(identity.pid)) === identity.startTime;
}

export async function writeIdentity(
  file: string,
  identity: ProcessIdentity,
): Promise<void> {
  await writeFile(file, `${JSON.stringify(identity)}\n`, { mode: 0o600 });
}

/** Reads a record that `writeIdentity` made; undefined when it is missing or damaged. */
export async function readIdentity(
  file: string,
): Promise<ProcessIdentity | undefined> {
  try {
    return identitySchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return undefined;
  }
}

export async function forgetIdentity(file: string): Promise<void> {
  await rm(file, { force: true });
}

/** Asks a process to end and waits; after `timeoutMs` it and its group are killed. */
export async function endProcess(
  identity: ProcessIdentity,
  options: { signal: NodeJS.Signals; timeoutMs: number },
): Promise<void> {
  if (!(await isRunning(identity))) {
    return;
  }
  send(identity.pid, options.signal);
  const deadline = Date.now() + options.timeoutMs;
  while (await isRunning(identity)) {
    if (Date.now() > deadline) {
      send(-identity.pid, 'SIGKILL');
      send(identity.pid, 'SIGKILL');
      return;
    }
    await delay(50);
  }
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    // It ended in between; any other refusal is worth knowing.
    if (!(isError(error) && error.code === 'ESRCH')) {
      throw error;
    }
  }
}
