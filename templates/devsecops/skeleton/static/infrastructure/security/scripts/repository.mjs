import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const WORKLOAD = /^kind: (Pod|Deployment|StatefulSet|DaemonSet|Job|CronJob)$/m;

/** The files of the repository; what Git ignores is nobody's. */
export function listFiles(root) {
  return execFileSync(
    'git',
    ['ls-files', '-z', '--cached', '--others', '--exclude-standard'],
    { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  )
    .split('\0')
    .filter(path => path !== '' && existsSync(join(root, path)))
    .sort();
}

export function readSettings(root) {
  const path = join(root, 'infrastructure/security/scanners.json');
  return JSON.parse(readFileSync(path, 'utf8'));
}

/** The manifests that run something. */
export function listWorkloads(root, files) {
  return files.filter(
    path =>
      /\.ya?ml$/.test(path) &&
      !path.startsWith('.github/') &&
      WORKLOAD.test(readFileSync(join(root, path), 'utf8')),
  );
}

/** The folders that have a file of this name. */
export function foldersWith(name, files) {
  return files
    .filter(path => path === name || path.endsWith(`/${name}`))
    .map(path => path.slice(0, -name.length).replace(/\/$/, '') || '.');
}
