// @ts-check
/*
 * node scripts/write-config-schema.mjs FILE: collects the schema of the configuration
 * from all packages of the portal, so that its process need not do it at each start.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { inRoot } from './lib/paths.mjs';
import { Problem, runMain } from './lib/say.mjs';

// As the back end resolves it.
const { loadConfigSchema } = createRequire(
  inRoot('packages/backend/package.json'),
)('@backstage/config-loader');

await runMain(async () => {
  const [file] = process.argv.slice(2);
  if (!file) {
    throw new Problem('Which file is the schema written to?');
  }
  // The packages are found from the folder that one stands in.
  process.chdir(inRoot('packages/backend'));
  const schema = await loadConfigSchema({ dependencies: ['app', 'backend'] });
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(schema.serialize()));
  return 0;
});
