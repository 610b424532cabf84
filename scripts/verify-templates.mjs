// @ts-check
/*
 * npm run verify:templates [-- --strict --all-scanners]: the whole ladder on every
 * template and case. With --all-scanners those scanners of DevSecOps that take minutes
 * to build are built before it; each later run takes them from where they are.
 */
import { parseArgs } from 'node:util';
import { runChecks } from './lib/checks.mjs';
import { runMain } from './lib/say.mjs';
import { buildSlowScanners, readPins } from './lib/scanners.mjs';
import { templates } from './lib/templates.mjs';

await runMain(async () => {
  const { values } = parseArgs({
    options: {
      strict: { type: 'boolean' },
      'all-scanners': { type: 'boolean' },
    },
  });
  if (values['all-scanners']) {
    await buildSlowScanners(readPins());
  }
  return await runChecks([templates({ isStrict: values.strict ?? false })]);
});
