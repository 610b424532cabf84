// @ts-check
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { chaosSchemasFile, readChaosSchemas } from '../lib/chaosSchemas.mjs';

test('the checks of templates know the experiments that the embedded clusters take', () => {
  assert.deepEqual(
    JSON.parse(readFileSync(chaosSchemasFile, 'utf8')),
    readChaosSchemas(),
    'Run node scripts/generate-chaos-schemas.mjs',
  );
});
