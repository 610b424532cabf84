// @ts-check
import { readFileSync, statfsSync } from 'node:fs';
import { totalmem } from 'node:os';
import { root } from './paths.mjs';
import { Problem } from './say.mjs';

const GIB = 1024 ** 3;
const NEEDED_DISK_FRESH = 6 * GIB;
const NEEDED_DISK = 0.5 * GIB;
const NEEDED_MEMORY = 2 * GIB;

/** Whether the embedded platform has engines for this machine. */
export function isEmbeddedPlatform() {
  return (
    process.platform === 'linux' &&
    process.arch === 'x64' &&
    glibcVersion() !== undefined
  );
}

/** Refuses, with what to do instead, a machine that the embedded platform does not run on. */
export function requireEmbeddedPlatform() {
  if (!isEmbeddedPlatform()) {
    const libc =
      process.platform === 'linux' && !glibcVersion() ? ' without glibc' : '';
    throw new Problem(
      `The embedded platform runs on Linux x64 with glibc (WSL 2 and the dev container included); this is ${process.platform} ${process.arch}${libc}.\n` +
        'Start PostgreSQL with "docker compose up -d" (compose.yaml) and the portal with "yarn dev --connected". See docs/connecting.md.',
    );
  }
}

/**
 * Refuses a machine with too little disk or memory.
 * @param {{ fresh: boolean }} options - whether everything has still to be fetched
 * @returns {string} what was found, for the progress
 */
export function requireResources({ fresh }) {
  const { bavail, bsize } = statfsSync(root);
  const disk = bavail * bsize;
  const needed = fresh ? NEEDED_DISK_FRESH : NEEDED_DISK;
  if (disk < needed) {
    throw new Problem(
      `The disk of ${root} has ${gib(disk)} free, and ${gib(
        needed,
      )} are needed. Make room on it and start again.`,
    );
  }
  const memory = availableMemory();
  if (memory < NEEDED_MEMORY) {
    throw new Problem(
      `${gib(memory)} of ${gib(totalmem())} memory are available, and ${gib(
        NEEDED_MEMORY,
      )} are needed. End what uses it and start again.`,
    );
  }
  return `${gib(disk)} of disk free, ${gib(memory)} of memory available`;
}

/** @returns {number} what the kernel says can be used without swapping, in bytes */
function availableMemory() {
  const line = /MemAvailable:\s+(\d+) kB/.exec(
    readFileSync('/proc/meminfo', 'utf8'),
  );
  return line ? Number(line[1]) * 1024 : totalmem();
}

/** @param {number} bytes */
function gib(bytes) {
  return `${(bytes / GIB).toFixed(1)} GiB`;
}

function glibcVersion() {
  const report = /** @type {{ header?: { glibcVersionRuntime?: string } }} */ (
    process.report.getReport()
  );
  return report.header?.glibcVersionRuntime;
}
