// @ts-check
/* What holds for the repository as a whole. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { inRoot } from '../lib/paths.mjs';

/** The packages this product is asked to be built with. */
const BUILT_WITH = [
  '@backstage/cli',
  '@backstage/core-plugin-api',
  '@backstage/plugin-catalog-backend',
  '@backstage/plugin-scaffolder-backend',
  '@backstage/plugin-kubernetes',
  '@clickhouse/client',
  '@opentelemetry/api',
  'react',
  'msw',
];

/** Tools that are run and not imported. */
const RUN_AS_TOOLS = new Set(['@backstage/cli']);

const folders = ['packages', 'plugins'].flatMap(parent =>
  readdirSync(inRoot(parent)).map(name => join(parent, name)),
);

/**
 * What is read of a package.json.
 * @typedef {{ license?: string; scripts?: Record<string, string>; dependencies?: Record<string, string>; devDependencies?: Record<string, string> }} Manifest
 */

/** @type {{ folder: string; manifest: Manifest }[]} */
const manifests = ['.', ...folders].map(folder => ({
  folder,
  manifest: JSON.parse(readFileSync(inRoot(folder, 'package.json'), 'utf8')),
}));

/** @param {Manifest} manifest @returns {Record<string, string>} */
const dependenciesOf = manifest => ({
  ...manifest.dependencies,
  ...manifest.devDependencies,
});

/** @param {string} folder @returns {string[]} */
function sourceFiles(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !['node_modules', 'dist'].includes(name))
    .flatMap(entry => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) {
        return sourceFiles(path);
      }
      return /\.(tsx?|[cm]?js)$/.test(entry.name) ? [path] : [];
    });
}

for (const name of BUILT_WITH) {
  test(`${name} is a direct dependency and used`, () => {
    const users = manifests.filter(
      ({ manifest }) => name in dependenciesOf(manifest),
    );
    assert.notEqual(users.length, 0, `no package depends on ${name}`);
    if (RUN_AS_TOOLS.has(name)) {
      const scripts = users.flatMap(({ manifest }) =>
        Object.values(manifest.scripts ?? {}),
      );
      assert.ok(
        scripts.some(script => String(script).startsWith('backstage-cli ')),
      );
      return;
    }
    const imported = users
      .filter(({ folder }) => folder !== '.')
      .flatMap(({ folder }) => sourceFiles(inRoot(folder)))
      .some(file =>
        new RegExp(
          `(from|import\\(|require\\()\\s*['"]${name}(/[^'"]*)?['"]`,
        ).test(readFileSync(file, 'utf8')),
      );
    assert.ok(imported, `${name} is a dependency, and nothing imports it`);
  });
}

test('versions are exact, and the same everywhere', () => {
  /** @type {Map<string, string>} */
  const versions = new Map();
  for (const { folder, manifest } of manifests) {
    for (const [name, version] of Object.entries(dependenciesOf(manifest))) {
      if (version.startsWith('workspace:')) {
        continue;
      }
      assert.match(
        version,
        /^\d+\.\d+\.\d+(-[\w.]+)?$/,
        `${folder} asks for ${name}@${version}`,
      );
      const other = versions.get(name) ?? version;
      assert.equal(
        version,
        other,
        `${folder} asks for ${name}@${version}, another package for ${other}`,
      );
      versions.set(name, version);
    }
  }
});

test('every package says its licence and has an owner in the catalog', () => {
  for (const { folder, manifest } of manifests) {
    assert.equal(manifest.license, 'Apache-2.0', folder);
    if (folder !== '.') {
      assert.match(
        readFileSync(inRoot(folder, 'catalog-info.yaml'), 'utf8'),
        /owner: /,
        folder,
      );
      assert.ok(
        statSync(inRoot(folder, 'README.md')).size > 200,
        `${folder} has no README`,
      );
    }
  }
});

test('lockfiles name versions and checksums, not addresses', () => {
  for (const file of [
    'yarn.lock',
    'scripts/toolchain/package-lock.json',
    'packages/local-platform/engines/package-lock.json',
  ]) {
    const text = readFileSync(inRoot(file), 'utf8');
    assert.doesNotMatch(
      text,
      /^\s*"?resol(ution|ved)"?: "?[^"\n]*https?:/m,
      file,
    );
  }
});

test('the front end keeps to the new system', () => {
  const others = manifests.filter(({ folder }) => folder !== 'packages/app');
  for (const { folder, manifest } of others) {
    for (const old of [
      '@backstage/core-plugin-api',
      '@material-ui/core',
      '@backstage/core-compat-api',
    ]) {
      assert.ok(
        !(old in (manifest.dependencies ?? {})),
        `${folder} depends on ${old}`,
      );
    }
  }
});
