/* Repositories to scan, of what was rendered. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';

const yaml = dirname(
  createRequire(import.meta.url).resolve('yaml/package.json'),
);

/** A repository with this rendering, and services beside its own, as its only commit. */
export function copyRendering(from, folder, services = []) {
  copyFiles(from, folder);
  services.forEach((service, index) =>
    copyFiles(service, join(folder, 'services', `beside-${index + 1}`)),
  );
  const modules = join(folder, 'infrastructure/security/node_modules');
  mkdirSync(modules);
  symlinkSync(yaml, join(modules, 'yaml'));
  git(folder, 'init', '--quiet');
  writeFileSync(join(folder, '.git/info/exclude'), 'node_modules\nreports*\n');
  commit(folder, 'Render');
}

function copyFiles(from, folder) {
  cpSync(from, folder, {
    recursive: true,
    filter: path => basename(path) !== 'node_modules',
  });
}

export function commit(folder, message) {
  git(folder, 'add', '--all');
  git(
    folder,
    '-c',
    'user.name=Proof',
    '-c',
    'user.email=proof@example.com',
    'commit',
    '--quiet',
    `--message=${message}`,
  );
}

function git(folder, ...parameters) {
  execFileSync('git', parameters, { cwd: folder, stdio: 'pipe' });
}
