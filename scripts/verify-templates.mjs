// @ts-check
/* npm run verify:templates [-- --strict]: the whole ladder on every template and case. */
import { parseArgs } from 'node:util';
import { runChecks } from './lib/checks.mjs';
import { runMain } from './lib/say.mjs';
import { templates } from './lib/templates.mjs';

await runMain(async () => {
  const { values } = parseArgs({ options: { strict: { type: 'boolean' } } });
  return await runChecks([templates({ isStrict: values.strict ?? false })]);
});
