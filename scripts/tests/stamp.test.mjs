// @ts-check
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { hashOf, isCurrent, leaveStamp } from '../lib/stamp.mjs';

test('a stamp is current until a file, its name or a value changes; tests and builds do not count', () => {
  const folder = mkdtempSync(join(tmpdir(), 'stamp-'));
  try {
    mkdirSync(join(folder, 'src/dist'), { recursive: true });
    writeFileSync(join(folder, 'src/a.ts'), 'one');
    const stamp = join(folder, 'stamps/build');
    const hash = () =>
      hashOf([join(folder, 'src'), join(folder, 'missing')], ['value']);
    assert.equal(isCurrent(stamp, hash()), false);
    leaveStamp(stamp, hash());
    assert.equal(isCurrent(stamp, hash()), true);

    writeFileSync(join(folder, 'src/a.test.ts'), 'a test');
    writeFileSync(join(folder, 'src/dist/a.js'), 'a build');
    assert.equal(isCurrent(stamp, hash()), true);
    assert.notEqual(
      hashOf([join(folder, 'src')], ['other']),
      hashOf([join(folder, 'src')], ['value']),
    );

    writeFileSync(join(folder, 'src/a.ts'), 'two');
    assert.equal(isCurrent(stamp, hash()), false);
    leaveStamp(stamp, hash());
    writeFileSync(join(folder, 'src/b.ts'), '');
    assert.equal(isCurrent(stamp, hash()), false);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
