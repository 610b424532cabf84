// @ts-check
/*
 * node scripts/generate-chaos-schemas.mjs: the part of Chaos Mesh's definitions that
 * says what fits into an experiment, for the checks of what templates render. A test
 * of the repository compares.
 */
import { writeFileSync } from 'node:fs';
import prettier from 'prettier';
import { chaosSchemasFile, readChaosSchemas } from './lib/chaosSchemas.mjs';
import { runMain } from './lib/say.mjs';

await runMain(async () => {
  const text = JSON.stringify(readChaosSchemas());
  const options = await prettier.resolveConfig(chaosSchemasFile);
  writeFileSync(
    chaosSchemasFile,
    prettier.format(text, { ...options, filepath: chaosSchemasFile }),
  );
});
