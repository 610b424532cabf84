// @ts-check
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot } from './paths.mjs';
import { runQuietly } from './run.mjs';
import { say } from './say.mjs';

/**
 * What is read of a package.json.
 * @typedef {{ name: string; dependencies?: Record<string, string> }} Manifest
 */

/**
 * Packs packages of this repository, and those of it that they need, as they
 * would be published.
 *
 * @param {string[]} names
 * @param {string} folder - where the archives go
 * @returns {Promise<Record<string, string>>} package name to archive
 */
export async function packPackages(names, folder) {
  mkdirSync(folder, { recursive: true });
  const packages = closure(names);
  say(`Packing ${packages.length} packages`);
  // Backstage bundles the declarations that the compiler leaves in dist-types.
  await runQuietly({
    title: 'Making declarations',
    command: 'tsc',
    args: ['--incremental', 'false'],
  });
  /** @type {Record<string, string>} */
  const archives = {};
  for (const { name, path } of packages) {
    const archive = join(folder, `${name.replace(/[@/]+/g, '-').slice(1)}.tgz`);
    await runQuietly({
      title: `Building ${name}`,
      command: 'backstage-cli',
      args: ['package', 'build'],
      cwd: path,
    });
    await runQuietly({
      title: `Packing ${name}`,
      command: 'yarn',
      args: ['pack', '--out', archive],
      cwd: path,
    });
    archives[name] = archive;
  }
  return archives;
}

/**
 * The named packages and all of this repository that they depend on.
 * @param {string[]} names
 */
function closure(names) {
  const known = new Map(
    ['packages', 'plugins'].flatMap(parent =>
      readdirSync(inRoot(parent)).map(folder => {
        const path = inRoot(parent, folder);
        /** @type {Manifest} */
        const manifest = JSON.parse(
          readFileSync(join(path, 'package.json'), 'utf8'),
        );
        return /** @type {const} */ ([manifest.name, { path, manifest }]);
      }),
    ),
  );
  const found = new Set(names);
  for (const name of found) {
    for (const dependency of Object.keys(
      known.get(name)?.manifest.dependencies ?? {},
    )) {
      if (known.has(dependency)) {
        found.add(dependency);
      }
    }
  }
  return [...found].map(name => {
    const entry = known.get(name);
    if (!entry) {
      throw new Error(`There is no package ${name} in this repository.`);
    }
    return { name, path: entry.path };
  });
}
