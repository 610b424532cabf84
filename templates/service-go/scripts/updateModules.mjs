// Writes skeleton/base/go.mod and go.sum from what the sources import: one file
// each for all combinations, with the lines that only some of them need between
// Nunjucks conditions. Versions are kept; new modules get the newest. Run it
// after every change of an import:
//   node templates/service-go/scripts/updateModules.mjs [module@version ...]
import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const template = fileURLToPath(new URL('..', import.meta.url));
const base = join(template, 'skeleton', 'base');
const wanted = process.argv.slice(2);
const placeholder = 'the-name-of-the';

// The scaffolder that the templates are tested with.
const require = createRequire(
  new URL('../../../packages/template-testing/package.json', import.meta.url),
);
require('@backstage/cli-node/config/nodeTransform.cjs');
const { TemplateRenderer } = require('./src/render/TemplateRenderer.ts');

const combinations = [
  { postgresql: true, cache: true },
  { postgresql: true, cache: false },
  { postgresql: false, cache: true },
  { postgresql: false, cache: false },
];
/** Conditions, by the combinations in which they hold. */
const conditions = new Map([
  ['0123', undefined],
  ['01', 'values.postgresql'],
  ['02', 'values.cache'],
  ['012', 'values.postgresql or values.cache'],
  ['0', 'values.postgresql and values.cache'],
  ['1', 'values.postgresql and not values.cache'],
  ['2', 'values.cache and not values.postgresql'],
  ['3', 'not values.postgresql and not values.cache'],
  ['23', 'not values.postgresql'],
  ['13', 'not values.cache'],
  ['123', 'not values.postgresql or not values.cache'],
]);

/** What the combination needs, by Go's own judgement. */
async function tidy(renderer, combination) {
  const { files } = await renderer.render({
    template,
    values: {
      ...combination,
      name: placeholder,
      description: 'Needs every module.',
      owner: 'group:default/team-platform',
      system: 'system:default/shop-platform',
      calls: ['core'],
      port: 8080,
      spot: false,
      repoUrl: 'github.com?owner=shop-example&repo=service',
    },
  });
  const folder = mkdtempSync(join(tmpdir(), 'modules-'));
  try {
    for (const { path, content } of files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    }
    const go = (...args) =>
      execFileSync('go', args, { cwd: folder, stdio: 'inherit' });
    if (wanted.length > 0) {
      go('get', ...wanted);
    }
    go('mod', 'tidy');
    return ['go.mod', 'go.sum'].map(name =>
      readFileSync(join(folder, name), 'utf8').trimEnd().split('\n'),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The lines of all versions, in the order that all agree on. */
function order(versions) {
  const lines = [];
  for (const version of versions) {
    let at = 0;
    for (const line of version) {
      const found = lines.indexOf(line, at);
      if (found === -1) {
        lines.splice(at, 0, line);
        at += 1;
      } else {
        at = found + 1;
      }
    }
  }
  return lines;
}

function merge(versions) {
  const merged = [];
  let open;
  for (const line of order(versions)) {
    const where = versions
      .flatMap((version, index) => (version.includes(line) ? [index] : []))
      .join('');
    const condition = conditions.get(where);
    if (!conditions.has(where)) {
      throw new Error(`No condition for combinations ${where} of: ${line}`);
    }
    if (condition !== open) {
      merged.push(
        ...(open ? ['{% endif %}'] : []),
        ...(condition ? [`{% if ${condition} %}`] : []),
      );
      open = condition;
    }
    merged.push(line);
  }
  return [...merged, ...(open ? ['{% endif %}'] : []), '']
    .join('\n')
    .replaceAll(placeholder, '${{ values.name }}');
}

const renderer = await TemplateRenderer.start();
try {
  const tidied = [];
  for (const combination of combinations) {
    tidied.push(await tidy(renderer, combination));
  }
  for (const [index, name] of ['go.mod', 'go.sum'].entries()) {
    writeFileSync(join(base, name), merge(tidied.map(files => files[index])));
  }
} finally {
  await renderer.stop();
}
// The scaffolder leaves timers behind that would keep the process.
process.exit(0);
