/*
 * Loaded into the portal and the programs of this package before anything else, so
 * that Node runs their TypeScript. What Backstage has for this loads its compiler
 * and starts a thread for ES modules in every process: 21 MiB and a tenth of a second.
 */
const { readFileSync } = require('node:fs');
const { sep } = require('node:path');
const { transform } = require('./transform.cjs');

const asItIs = require.extensions['.js'];

require.extensions['.ts'] = (module, filename) => {
  if (filename.includes(`${sep}node_modules${sep}`)) {
    asItIs(module, filename);
  } else {
    module._compile(
      transform(readFileSync(filename, 'utf8'), filename),
      filename,
    );
  }
};
