// @ts-check
/*
 * node scripts/generate-chaos-schemas.mjs: the part of Chaos Mesh's definitions that
 * says what fits into an experiment, for the checks of what templates render, and for
 * the form of experiments. A test of the repository compares.
 */
import { writeFileSync } from 'node:fs';
import prettier from 'prettier';
import {
  chaosFormFile,
  chaosFormModule,
  chaosSchemasFile,
  readChaosSchemas,
} from './lib/chaosSchemas.mjs';
import { runMain } from './lib/say.mjs';

await runMain(async () => {
  await write(chaosSchemasFile, JSON.stringify(readChaosSchemas()));
  await write(chaosFormFile, chaosFormModule());
});

/**
 * @param {string} file
 * @param {string} text
 */
async function write(file, text) {
  const options = await prettier.resolveConfig(file);
  writeFileSync(file, prettier.format(text, { ...options, filepath: file }));
}
