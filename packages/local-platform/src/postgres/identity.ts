import { readFile, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

/** Who the database server runs as; undefined: the user who started the platform. */
export type ServerIdentity = { uid: number; gid: number; name: string };

/**
 * PostgreSQL refuses to run as root, so a root user's server runs as
 * `postgres` where the machine has that user and as `nobody` elsewhere.
 */
export async function chooseIdentity(
  uid = process.getuid?.(),
): Promise<ServerIdentity | undefined> {
  if (uid !== 0) {
    return undefined;
  }
  const users = (await readFile('/etc/passwd', 'utf8'))
    .split('\n')
    .map(line => line.split(':'));
  for (const name of ['postgres', 'nobody']) {
    const user = users.find(fields => fields[0] === name);
    if (user?.[2] && user[3]) {
      return { name, uid: Number(user[2]), gid: Number(user[3]) };
    }
  }
  throw new Error(
    'PostgreSQL does not run as root, and this machine has neither a user postgres nor a user nobody to run it as. Start the portal as another user.',
  );
}

/** Whether everybody may pass through each folder above and including `path`. */
export async function isReachableByAll(path: string): Promise<boolean> {
  for (let folder = resolve(path); ; folder = dirname(folder)) {
    const mode = (await stat(folder)).mode;
    if (!hasSearchForOthers(mode)) {
      return false;
    }
    if (folder === dirname(folder)) {
      return true;
    }
  }
}

function hasSearchForOthers(mode: number): boolean {
  return mode % 2 === 1;
}
