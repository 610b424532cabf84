import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { test } from 'node:test';
import { Toolbox } from '../scripts/toolbox.mjs';

test('a tool runs by its digest, sees the repository read-only, and fails with its exit code', async t => {
  const folder = mkdtempSync(join(tmpdir(), 'toolbox-'));
  const { PATH } = process.env;
  t.after(() => {
    process.env.PATH = PATH;
    rmSync(folder, { recursive: true });
  });
  writeFileSync(
    join(folder, 'docker'),
    '#!/bin/sh\necho "$@"\ncase "$*" in *broken*) exit 3 ;; esac\n',
    { mode: 0o755 },
  );
  process.env.PATH = `${folder}${delimiter}${PATH}`;
  const toolbox = new Toolbox({ root: folder, out: join(folder, 'out') });

  assert.deepEqual(toolbox.foldersOf('gitleaks'), { src: '/src', out: '/out' });
  const line = await toolbox.run('gitleaks', ['gitleaks', 'dir', '/src']);
  assert.match(line, /gitleaks:v[\d.]+@sha256:[0-9a-f]{64} dir \/src/);
  assert.match(line, new RegExp(`--volume=${folder}:/src:ro `));
  assert.match(line, /--cap-drop=ALL/);

  await assert.rejects(
    toolbox.run('gitleaks', ['gitleaks', 'broken']),
    /gitleaks ended with 3/,
  );
  await toolbox.run('gitleaks', ['gitleaks', 'broken'], { exits: [0, 3] });
});
