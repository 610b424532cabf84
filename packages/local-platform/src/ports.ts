import { readdir, readFile, readlink } from 'node:fs/promises';
import { createServer } from 'node:net';

const LOOPBACK = '127.0.0.1';

/** Others take ports as well; so many in a row are no chance. */
const ATTEMPTS = 10;

/** A port of the loopback address that nothing listens on. */
export async function findFreePort(preferred?: number): Promise<number> {
  if (preferred !== undefined && (await isFree(preferred))) {
    return preferred;
  }
  return await listenOnce(0);
}

/**
 * Starts a server that has to know its port before it listens. A port that was free
 * may be somebody else's by then: the next one is tried.
 */
export async function onFreePort<T>(
  start: (port: number) => Promise<T>,
  findPort: () => Promise<number> = findFreePort,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await start(await findPort());
    } catch (error) {
      if (attempt === ATTEMPTS || !isTaken(error)) {
        throw error;
      }
    }
  }
}

function isTaken(error: unknown): boolean {
  return (
    typeof error === 'object' &&
    error !== null &&
    'code' in error &&
    error.code === 'EADDRINUSE'
  );
}

export async function isFree(port: number): Promise<boolean> {
  try {
    await listenOnce(port);
    return true;
  } catch {
    return false;
  }
}

async function listenOnce(port: number): Promise<number> {
  return await new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ host: LOOPBACK, port, exclusive: true }, () => {
      const address = server.address();
      const chosen =
        address !== null && typeof address === 'object' ? address.port : port;
      server.close(() => resolve(chosen));
    });
  });
}

/**
 * The process that listens on a TCP port of this machine, as far as this user
 * may see it: the socket's inode from `/proc/net/tcp*`, then the process that
 * holds it.
 */
export async function findListener(
  port: number,
): Promise<{ pid: number; command: string } | undefined> {
  const inodes = await listeningInodes(port);
  for (const pid of (await readdir('/proc')).filter(name =>
    /^\d+$/.test(name),
  )) {
    if (await holdsSocket(pid, inodes)) {
      const command = (await readFile(`/proc/${pid}/cmdline`, 'utf8'))
        .split('\0')
        .filter(Boolean)
        .join(' ');
      return { pid: Number(pid), command };
    }
  }
  return undefined;
}

async function listeningInodes(port: number): Promise<Set<string>> {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const inodes = new Set<string>();
  for (const file of ['/proc/net/tcp', '/proc/net/tcp6']) {
    const rows = (await readFile(file, 'utf8').catch(() => ''))
      .split('\n')
      .slice(1);
    for (const row of rows) {
      const fields = row.trim().split(/\s+/);
      // State 0A is LISTEN, see proc_net_tcp in the kernel's documentation.
      if (fields[1]?.endsWith(suffix) && fields[3] === '0A' && fields[9]) {
        inodes.add(fields[9]);
      }
    }
  }
  return inodes;
}

async function holdsSocket(pid: string, inodes: Set<string>): Promise<boolean> {
  try {
    for (const fd of await readdir(`/proc/${pid}/fd`)) {
      const target = await readlink(`/proc/${pid}/fd/${fd}`).catch(() => '');
      const inode = /^socket:\[(\d+)\]$/.exec(target)?.[1];
      if (inode && inodes.has(inode)) {
        return true;
      }
    }
  } catch {
    // Another user's process, or one that just ended.
  }
  return false;
}
