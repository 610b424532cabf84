// Writes skeleton/base/package-lock.json from skeleton/base/package.json:
// one lockfile for all combinations, with the packages that only one of them
// needs between Nunjucks conditions. Run it after every change of a version:
//   node templates/traced-service/scripts/updateLockfile.mjs
import { execFileSync } from 'node:child_process';
import {
  cpSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const base = new URL('../skeleton/base/', import.meta.url);
const npmrc = new URL('../skeleton/static/.npmrc', import.meta.url);
const placeholder = 'the-name-of-the-service';

/** Knows what package.json uses: conditions on lines of their own, not nested. */
function render(template, values) {
  let keep = true;
  const lines = template.split('\n').filter(line => {
    const condition = /^\{% if values\.(\w+) %\}$/.exec(line);
    if (condition) {
      keep = values[condition[1]];
      return false;
    }
    if (line === '{% endif %}') {
      keep = true;
      return false;
    }
    return keep;
  });
  return lines
    .join('\n')
    .replaceAll('${{ values.name }}', placeholder)
    .replaceAll('${{ values.description | dump }}', '"A service"');
}

function lock(values) {
  const folder = mkdtempSync(join(tmpdir(), 'lockfile-'));
  try {
    const manifest = readFileSync(new URL('package.json', base), 'utf8');
    writeFileSync(join(folder, 'package.json'), render(manifest, values));
    cpSync(npmrc, join(folder, '.npmrc'));
    execFileSync(
      'npm',
      [
        'install',
        '--package-lock-only',
        '--no-audit',
        '--no-fund',
        '--loglevel=error',
      ],
      { cwd: folder, stdio: 'inherit' },
    );
    return readFileSync(join(folder, 'package-lock.json'), 'utf8');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Splits a lockfile into its lines before the packages, by package, and after. */
function split(text) {
  const lines = text.trimEnd().split('\n');
  const start = lines.findIndex(line => line.startsWith('    "": {'));
  const packages = new Map();
  let key;
  for (const line of lines.slice(start, -2)) {
    key = /^ {4}"(.*)": \{$/.exec(line)?.[1] ?? key;
    packages.set(key, [...(packages.get(key) ?? []), line]);
  }
  return { head: lines.slice(0, start), packages, tail: lines.slice(-2) };
}

const combinations = [
  { postgresql: true, redis: true },
  { postgresql: true, redis: false },
  { postgresql: false, redis: true },
  { postgresql: false, redis: false },
];
/** Conditions, by the combinations in which they hold. */
const conditions = new Map([
  ['0123', undefined],
  ['01', 'values.postgresql'],
  ['02', 'values.redis'],
  ['012', 'values.postgresql or values.redis'],
  ['23', 'not values.postgresql'],
  ['13', 'not values.redis'],
]);

/** The texts that some combinations have, each under the condition that stands for these. */
function merge(texts) {
  const byText = new Map();
  texts.forEach((text, index) => {
    if (text !== undefined) {
      byText.set(text, `${byText.get(text) ?? ''}${index}`);
    }
  });
  return [...byText].flatMap(([text, where]) => {
    if (!conditions.has(where)) {
      throw new Error(`No condition for combinations ${where} of:\n${text}`);
    }
    const condition = conditions.get(where);
    return condition ? [`{% if ${condition} %}`, text, '{% endif %}'] : [text];
  });
}

const locks = combinations.map(values => split(lock(values)));
const [{ head, packages, tail }] = locks;
const body = [...packages].flatMap(([key, lines]) =>
  key === ''
    ? lines.flatMap(line =>
        merge(
          locks.map(({ packages: own }) =>
            own.get('').includes(line) ? line : undefined,
          ),
        ),
      )
    : merge(locks.map(({ packages: own }) => own.get(key)?.join('\n'))),
);
const merged = [...head, ...body, ...tail, ''].join('\n');
writeFileSync(
  new URL('package-lock.json', base),
  merged.replaceAll(placeholder, '${{ values.name }}'),
);
