// @ts-check
import assert from 'node:assert/strict';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { test } from 'node:test';
import { buildGo, installReplacing } from '../lib/goPrograms.mjs';
import { Problem } from '../lib/say.mjs';
import {
  buildSlowScanners,
  ensureScanners,
  loadCode,
} from '../lib/scanners.mjs';

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

/** A Go that fetches sources into the folder beside it, and says where it built. */
const REPLACING_GO = `#!/bin/sh
case "$1 $2" in
  version*) ;;
  'mod download')
    echo "$*" > "$(dirname "$0")/asked"
    mkdir -p "$(dirname "$0")/sources"
    echo 'go: downloading example.com/scanner/v3 v3.1.0' >&2
    printf '{\n\t"Path": "example.com/scanner/v3",\n\t"Dir": "%s/sources",\n\t"Sum": "h1:x"\n}\n' "$(dirname "$0")"
    ;;
  *) echo "$PWD $CGO_ENABLED $*" > "$GOBIN/asked" ;;
esac
`;

test('a module that replaces others is built where its own sums are', () =>
  withGo(REPLACING_GO, async folder => {
    const built = join(folder, 'built');
    mkdirSync(built);
    const program = await installReplacing('scanner', {
      module: 'example.com/scanner/v3',
      version: '3.1.0',
      built,
      env: { CGO_ENABLED: '0' },
    });
    assert.equal(program, join(built, 'scanner'));
    assert.equal(
      readFileSync(join(folder, 'asked'), 'utf8'),
      'mod download -json example.com/scanner/v3@v3.1.0\n',
    );
    const sources = realpathSync(join(folder, 'sources'));
    assert.equal(
      readFileSync(join(built, 'asked'), 'utf8'),
      `${sources} 0 install -mod=readonly .\n`,
    );
  }));

test('a slow scanner is taken where it was built, and neither built nor missed else', async context => {
  const kept = mkdtempSync(join(tmpdir(), 'scanners-'));
  context.after(() => rmSync(kept, { recursive: true }));
  /** @type {string[]} */
  const missing = [];
  const find = async () => {
    const versions = new Map([['trivy', '0.74.0']]);
    return readdirSync(
      await ensureScanners(versions, name => missing.push(name), kept),
    );
  };
  assert.deepEqual(await find(), []);

  const older = join(kept, 'trivy-v0.73.0');
  mkdirSync(older);
  writeFileSync(join(older, 'trivy'), '', { mode: 0o755 });
  assert.deepEqual(await find(), []);

  const built = join(kept, 'trivy-v0.74.0');
  mkdirSync(built);
  writeFileSync(join(built, 'trivy'), '', { mode: 0o755 });
  assert.deepEqual(await find(), ['trivy']);
  assert.deepEqual(missing, []);
});

test('a slow scanner that was asked for and is not built ends the run', () =>
  withGo('#!/bin/sh\n[ "$1" = version ]\n', () =>
    assert.rejects(
      buildSlowScanners(new Map([['trufflehog', '0.0.0-none']])),
      /Getting the sources of trufflehog failed/,
    ),
  ));
