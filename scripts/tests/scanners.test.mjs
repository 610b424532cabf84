// @ts-check
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { test } from 'node:test';
import { Problem } from '../lib/say.mjs';
import { buildGo, loadCode } from '../lib/scanners.mjs';

/** What a Go says that is older than a service asks for, and fetches no newer one. */
const OLD_GO = `#!/bin/sh
[ "$1" = version ] && exit 0
grep -q '^go 1.26' go.mod && [ "$GOTOOLCHAIN" = local ] || exit 0
echo 'go: go.mod requires go >= 1.26.0 (running go 1.24.4; GOTOOLCHAIN=local)'
exit 1
`;

/** Calls with a `go` that does this, first on the PATH, and the folder that has it. */
async function withGo(
  /** @type {string} */ script,
  /** @type {(folder: string) => Promise<void>} */ call,
) {
  const folder = mkdtempSync(join(tmpdir(), 'go-'));
  const path = process.env.PATH;
  try {
    writeFileSync(join(folder, 'go'), script, { mode: 0o755 });
    process.env.PATH = [folder, path].join(delimiter);
    await call(folder);
  } finally {
    process.env.PATH = path;
    rmSync(folder, { recursive: true, force: true });
  }
}

for (const name of /** @type {const} */ (['gosec', 'govulncheck'])) {
  test(`${name} is not to be had where Go cannot load what it reads`, () =>
    withGo(OLD_GO, () =>
      assert.rejects(loadCode(name), error => {
        assert.ok(error instanceof Problem);
        assert.match(error.message, /requires go >= 1\.26\.0/);
        assert.match(error.message, /The proofs with \w+ are skipped/);
        return true;
      }),
    ));
}

test('a scanner is built by the Go that is here, which fetches no newer one', () =>
  withGo(
    `#!/bin/sh
[ "$1" = version ] || echo "$GOTOOLCHAIN $*" > "$GOBIN/asked"
`,
    async folder => {
      await buildGo('gitleaks', {
        args: ['install', 'gitleaks@v1'],
        built: folder,
      });
      assert.equal(
        readFileSync(join(folder, 'asked'), 'utf8'),
        'local install gitleaks@v1\n',
      );
    },
  ));
