// @ts-check
/* npm run uninstall: stops the platform and removes all that the commands of this repository fetched and made. */
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { binFolder, inRoot } from './lib/paths.mjs';
import { runMain } from './lib/say.mjs';
import { runPlatform } from './lib/supervise.mjs';

const MADE = [
  '.test',
  'node_modules',
  'coverage',
  'dist-types',
  'packages/local-platform/engines/node_modules',
];

function madeInPackages() {
  return ['packages', 'plugins']
    .flatMap(folder =>
      readdirSync(inRoot(folder)).map(name => join(folder, name)),
    )
    .flatMap(folder =>
      ['node_modules', 'dist', 'coverage', '.eslintcache'].map(name =>
        join(folder, name),
      ),
    );
}

await runMain(async () => {
  if (
    existsSync(join(binFolder, 'node')) &&
    existsSync(inRoot('node_modules'))
  ) {
    const code = await runPlatform(['remove']);
    if (code !== 0) {
      return code;
    }
  }
  // The toolchain last, since it runs the step before.
  for (const path of ['.local', ...MADE, ...madeInPackages(), '.toolchain']) {
    if (existsSync(inRoot(path))) {
      rmSync(inRoot(path), { recursive: true, force: true });
      process.stdout.write(`Removed ${path}\n`);
    }
  }
  return 0;
});
