// @ts-check
import { accessSync, constants, mkdirSync, rmSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fetchPackages, hasApt, isFetched } from './apt.mjs';
import { toolchainFolder } from './paths.mjs';
import { say } from './say.mjs';
import { leaveStamp } from './stamp.mjs';

const folder = join(toolchainFolder, 'redis');
const failed = join(folder, 'failed');
/** Who has no way to Debian's packages today is not kept waiting at each start. */
const RETRY_AFTER_MS = 24 * 3_600_000;

/**
 * Fetches Debian's Redis where the machine has none. It never fails a start: the
 * embedded platform has a stand-in.
 */
export async function ensureRedis() {
  if (isOnPath() || isFetched(folder) || failedLately() || !hasApt()) {
    return;
  }
  say("Fetching Debian's redis-server (2 MB) to .toolchain/redis/");
  try {
    await fetchPackages({
      folder,
      packages: ['redis-server', 'redis-tools', 'libjemalloc2', 'liblzf1'],
      what: 'Redis',
      settings: ['Acquire::Retries=0', 'Acquire::http::Timeout=10'],
    });
    rmSync(failed, { force: true });
  } catch (error) {
    mkdirSync(folder, { recursive: true });
    leaveStamp(failed, String(error));
    say(
      `Debian's redis-server could not be fetched; a stand-in takes its place. Why: ${failed}`,
    );
  }
}

function isOnPath() {
  return (process.env.PATH ?? '').split(delimiter).some(path => {
    try {
      accessSync(join(path, 'redis-server'), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

function failedLately() {
  try {
    return Date.now() - statSync(failed).mtimeMs < RETRY_AFTER_MS;
  } catch {
    return false;
  }
}
