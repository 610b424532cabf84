// @ts-check
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { root } from './paths.mjs';

const IGNORED = new Set([
  'node_modules',
  'dist',
  'dist-types',
  'coverage',
  'e2e-tests',
]);

/**
 * A hash of the content of files and folders, which changes when any of them
 * does. Names are part of it; tests are not.
 *
 * @param {string[]} paths - files and folders inside the repository
 * @param {string[]} [values] - what else it depends on
 */
export function hashOf(paths, values = []) {
  const hash = createHash('sha256');
  for (const value of values) {
    hash.update(`${value}\0`);
  }
  for (const file of paths.flatMap(listFiles).sort()) {
    hash.update(`${relative(root, file)}\0`);
    hash.update(readFileSync(file));
  }
  return hash.digest('hex');
}

/** @param {string} path @returns {string[]} */
function listFiles(path) {
  if (!existsSync(path)) {
    return [];
  }
  if (!statSync(path).isDirectory()) {
    return [path];
  }
  return readdirSync(path, { withFileTypes: true })
    .filter(
      entry => !IGNORED.has(entry.name) && !/\.test\.tsx?$/.test(entry.name),
    )
    .flatMap(entry => listFiles(join(path, entry.name)));
}

/**
 * Whether the work that left this stamp was done for the same inputs.
 * @param {string} file
 * @param {string} hash
 */
export function isCurrent(file, hash) {
  return existsSync(file) && readFileSync(file, 'utf8') === hash;
}

/**
 * @param {string} file
 * @param {string} hash
 */
export function leaveStamp(file, hash) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, hash);
}
