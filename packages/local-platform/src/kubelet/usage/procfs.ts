import { readdirSync, readFileSync } from 'node:fs';

const PAGE_BYTES = 4096;
const TICKS_PER_SECOND = 100;

/** What a process uses, of /proc/<pid>/stat and statm (see proc(5)). */
export type ProcessUsage = {
  session: number;
  /** Since its start, with that of children that have ended. */
  cpuSeconds: number;
};

export function readUsage(pid: number): ProcessUsage | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The second field is the command in brackets and may hold spaces.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    // One that has ended and waits for its parent to ask how uses nothing.
    if (fields[0] === 'Z') {
      return undefined;
    }
    const ticks = [11, 12, 13, 14].reduce(
      (sum, field) => sum + Number(fields[field]),
      0,
    );
    return {
      session: Number(fields[3]),
      cpuSeconds: ticks / TICKS_PER_SECOND,
    };
  } catch {
    return undefined;
  }
}

/**
 * The memory that a process alone holds. The pages of files, such as the program
 * of Node that all share, are given back when they are needed elsewhere; a
 * container is not ended for them in a cluster either.
 */
export function readMemory(pid: number): number {
  try {
    const [, resident, shared] = readFileSync(`/proc/${pid}/statm`, 'latin1')
      .split(' ')
      .map(Number);
    return Math.max(0, resident - shared) * PAGE_BYTES;
  } catch {
    return 0;
  }
}

/** The processes of this machine by the session that they belong to. */
export function readSessions(): Map<number, number[]> {
  const sessions = new Map<number, number[]>();
  for (const name of readdirSync('/proc')) {
    const pid = Number(name);
    const usage = pid > 0 ? readUsage(pid) : undefined;
    if (usage) {
      sessions.set(usage.session, [
        ...(sessions.get(usage.session) ?? []),
        pid,
      ]);
    }
  }
  return sessions;
}
