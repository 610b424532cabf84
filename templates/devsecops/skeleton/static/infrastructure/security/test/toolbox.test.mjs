import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { test } from 'node:test';
import { parse } from 'yaml';
import { scan } from '../scripts/scan.mjs';
import { IMAGE_SCANNERS, SCANNERS } from '../scripts/scanners.mjs';
import { Toolbox } from '../scripts/toolbox.mjs';

/** A folder that is first on the PATH, with a program of that name. */
function withProgram(t, name, script) {
  const folder = mkdtempSync(join(tmpdir(), 'toolbox-'));
  const { PATH } = process.env;
  t.after(() => {
    process.env.PATH = PATH;
    rmSync(folder, { recursive: true });
  });
  writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`, {
    mode: 0o755,
  });
  process.env.PATH = `${folder}${delimiter}${PATH}`;
  return folder;
}

const read = name => {
  const path = new URL(`../${name}`, import.meta.url);
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
};

test('each tool is pinned by its content', () => {
  const isPinned = {
    image: text => /^[\w./-]+:[\w.-]+@sha256:[0-9a-f]{64}$/.test(text),
    archive: (text, { sha256 }) => /^[0-9a-f]{64}$/.test(sha256),
    sha256: (text, { archive }) => archive !== undefined,
    go(text, pins, name) {
      const [program, version] = text.split('@');
      const sums = read(`go/${name}.sum`).split('\n');
      const required = read(`go/${name}.mod`)
        .split('\n')
        .map(line => line.trim().split(' '))
        .filter(([, at]) => /^v\d/.test(at));
      return (
        read(`go/${name}.mod`).includes(`\ntool ${program}\n`) &&
        required.some(
          ([module, at]) =>
            at === version && `${program}/`.startsWith(`${module}/`),
        ) &&
        required.every(([module, at]) =>
          sums.some(line => line.startsWith(`${module} ${at} h1:`)),
        )
      );
    },
    rules: ({ commit }) => /^[0-9a-f]{40}$/.test(commit),
  };
  const tools = JSON.parse(read('tools.json'));
  const loose = Object.entries(tools).flatMap(([name, pins]) =>
    Object.keys(pins).length === 0
      ? [name]
      : Object.entries(pins)
          .filter(([kind, pin]) => !isPinned[kind]?.(pin, pins, name))
          .map(([kind]) => `${name}: ${kind}`),
  );
  assert.deepEqual(loose, []);
  // None of them is had from elsewhere.
  assert.deepEqual(
    Object.keys({ ...SCANNERS, ...IMAGE_SCANNERS }).sort(),
    Object.keys(tools).sort(),
  );
});

test('what is no tool of ours is an action at a commit, and an exact version of what it gets', () => {
  const actions = ['security', 'supply-chain']
    .map(name => parse(read(`../../.github/workflows/${name}.yaml`)))
    .flatMap(({ jobs }) => Object.values(jobs))
    .flatMap(({ steps }) => steps.filter(({ uses }) => uses));
  const loose = actions.filter(({ uses }) => !/@[0-9a-f]{40}$/.test(uses));
  assert.deepEqual(loose, []);

  const givenTo = name =>
    actions
      .filter(({ uses }) => uses.startsWith(`${name}@`))
      .map(action => action.with);
  const engines = givenTo('github/codeql-action/init');
  assert.deepEqual(
    engines.map(({ tools }) => tools),
    ['linked'],
  );
  for (const [name, key] of [
    ['actions/setup-node', 'node-version'],
    ['actions/setup-go', 'go-version'],
    ['sigstore/cosign-installer', 'cosign-release'],
  ]) {
    const versions = givenTo(name).map(given => `${given[key]}`);
    assert.notEqual(versions.length, 0);
    versions.forEach(version => assert.match(version, /^v?\d+\.\d+\.\d+$/));
  }
});

test('a module is built as its sums say, and once', async t => {
  const folder = withProgram(
    t,
    'go',
    `[ "$*" = 'install -mod=readonly tool' ] || exit 1
grep -q '^tool golang.org/x/vuln/cmd/govulncheck$' go.mod || exit 1
grep -q '^golang.org/x/vuln v[0-9.]* h1:' go.sum || exit 1
mkdir "$GOBIN"
printf '#!/bin/sh\\necho "asked $*"\\n' > "$GOBIN/govulncheck"
chmod +x "$GOBIN/govulncheck"`,
  );
  const toolbox = new Toolbox({ root: folder, out: join(folder, 'out') });
  for (const asked of ['one', 'two']) {
    assert.equal(
      await toolbox.run('govulncheck', ['govulncheck', asked]),
      `asked ${asked}\n`,
    );
  }
});

test('rules are those of their commit, whatever came later', t => {
  const folder = mkdtempSync(join(tmpdir(), 'toolbox-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const repository = join(folder, 'repository');
  mkdirSync(join(repository, 'go/lang/security'), { recursive: true });
  const git = (...parameters) =>
    execFileSync('git', parameters, { cwd: repository, encoding: 'utf8' });
  const commit = text => {
    writeFileSync(join(repository, 'go/lang/security/rule.yaml'), text);
    git('add', '.');
    git('-c', 'user.name=T', '-c', 'user.email=t@t', 'commit', '-qm', text);
    return git('rev-parse', 'HEAD').trim();
  };
  git('init', '--quiet');
  const first = commit('first');
  const pins = { repository, folders: ['{go,javascript}/**/security'] };
  const toolbox = new Toolbox({ root: folder, out: join(folder, 'out') });
  const rules = join(folder, 'out/semgrep-rules/go/lang/security/rule.yaml');
  commit('second');

  assert.deepEqual(toolbox.fetchRules('semgrep', { ...pins, commit: first }), [
    '/out/semgrep-rules/go/lang/security',
  ]);
  assert.equal(readFileSync(rules, 'utf8'), 'first');
  assert.throws(() =>
    toolbox.fetchRules('semgrep', { ...pins, commit: 'f'.repeat(40) }),
  );
  assert.throws(
    () =>
      toolbox.fetchRules('semgrep', {
        ...pins,
        commit: first,
        folders: ['rust/**/security'],
      }),
    /has no rust/,
  );
});

test('a tool runs by its digest, sees the repository read-only, and fails with its exit code', async t => {
  const folder = withProgram(
    t,
    'docker',
    'echo "$@"\ncase "$*" in *broken*) exit 3 ;; esac',
  );
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

test('npm audit is that of its image, and not of this machine', async t => {
  const folder = withProgram(
    t,
    'docker',
    `echo '{ "vulnerabilities": {} }'\necho "$@" > "$(dirname "$0")/asked"`,
  );
  const root = join(folder, 'repository');
  mkdirSync(join(root, 'infrastructure/security'), { recursive: true });
  writeFileSync(join(root, 'infrastructure/security/scanners.json'), '{}');
  writeFileSync(join(root, 'package-lock.json'), '{}');
  execFileSync('git', ['init', '--quiet'], { cwd: root });

  const out = join(folder, 'out');
  assert.deepEqual(await scan('npm-audit', { root, out }), []);
  assert.match(
    readFileSync(join(folder, 'asked'), 'utf8'),
    /--entrypoint=npm node:[\w.-]+@sha256:[0-9a-f]{64} audit --package-lock-only/,
  );
});
