// @ts-check
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { checkConfig } from '../lib/config.mjs';
import { inRoot } from '../lib/paths.mjs';

test('a mistyped configuration key stops the start with its name; a right one does not', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'config-'));
  const file = join(folder, 'app-config.yaml');
  const good = readFileSync(inRoot('app-config.yaml'), 'utf8');
  try {
    writeFileSync(file, good);
    await checkConfig([file]);

    writeFileSync(file, good.replace('  builder: local', '  bilder: local'));
    await assert.rejects(checkConfig([file]), /bilder.*at \/techdocs/s);

    writeFileSync(
      file,
      good.replace('      everyone: true', '      everyone: perhaps'),
    );
    await assert.rejects(
      checkConfig([file]),
      /boolean.*\/permission\/roles\/viewer\/everyone/s,
    );

    writeFileSync(file, good);
    await checkConfig([file]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('the production configuration has no key that no package knows', async () => {
  await checkConfig(
    ['app-config.yaml', 'app-config.production.yaml'].map(name => inRoot(name)),
  );
});
