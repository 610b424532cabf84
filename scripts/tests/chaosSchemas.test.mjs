// @ts-check
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import prettier from 'prettier';
import {
  chaosFormFile,
  chaosFormModule,
  chaosSchemasFile,
  readChaosSchemas,
} from '../lib/chaosSchemas.mjs';

test('the checks of templates know the experiments that the embedded clusters take', () => {
  assert.deepEqual(
    JSON.parse(readFileSync(chaosSchemasFile, 'utf8')),
    readChaosSchemas(),
    'Run node scripts/generate-chaos-schemas.mjs',
  );
});

test('the form of experiments is that of the same definitions', async () => {
  const options = await prettier.resolveConfig(chaosFormFile);
  assert.equal(
    readFileSync(chaosFormFile, 'utf8'),
    prettier.format(chaosFormModule(), { ...options, filepath: chaosFormFile }),
    'Run node scripts/generate-chaos-schemas.mjs',
  );
});
