/*
 * TypeScript of this repository as JavaScript, kept from one start to the next.
 * The compiler is loaded only for a file that has changed since: it takes 11 MiB
 * and some hundredths of a second of every process.
 */
const { createHash } = require('node:crypto');
const {
  mkdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} = require('node:fs');
const { join } = require('node:path');

// This runs from the sources alone.
// eslint-disable-next-line no-restricted-syntax
const root = join(__dirname, '../../../..');
const cache = join(root, 'node_modules/.cache/shop-platform-typescript');

/**
 * As Backstage compiles a back end for Node, without the source maps, which nothing
 * here reads; and `import()` requires, because Node's own finds no file without its
 * extension.
 */
const OPTIONS = {
  module: { type: 'commonjs' },
  jsc: { target: 'es2023', parser: { syntax: 'typescript' } },
  sourceMaps: false,
  configFile: false,
  swcrc: false,
};

let salt;

function hash(...texts) {
  const sum = createHash('sha256');
  texts.forEach(text => sum.update(text).update('\0'));
  return sum.digest('hex');
}

/** Another compiler or other options make something else of the same file. */
function saltOf() {
  salt ??= hash(
    require('@swc/core/package.json').version,
    JSON.stringify(OPTIONS),
  );
  return salt;
}

function readKept(file, heading) {
  try {
    const kept = readFileSync(file, 'utf8');
    return kept.startsWith(heading) ? kept.slice(heading.length) : undefined;
  } catch {
    return undefined;
  }
}

function keep(file, text) {
  try {
    mkdirSync(cache, { recursive: true });
    const temporary = `${file}.${process.pid}`;
    writeFileSync(temporary, text);
    renameSync(temporary, file);
  } catch {
    // A folder that cannot be written to costs the next start some seconds.
  }
}

/**
 * What is kept begins with a comment that says of which text it was made.
 * @param {string} code
 * @param {string} filename
 * @returns {string}
 */
exports.transform = function transform(code, filename) {
  const heading = `// ${hash(saltOf(), code)}\n`;
  const file = join(cache, `${hash(filename)}.js`);
  const kept = readKept(file, heading);
  if (kept !== undefined) {
    return kept;
  }
  const made = require('@swc/core').transformSync(code, {
    ...OPTIONS,
    filename,
  }).code;
  keep(file, heading + made);
  return made;
};
