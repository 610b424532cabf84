// @ts-check
/* npm run verify:templates [-- --strict]: the whole ladder on every template and case. */
import { parseArgs } from 'node:util';
import { runChecks } from './lib/checks.mjs';
import { runMain } from './lib/say.mjs';
import { verifyTemplates } from './lib/templates.mjs';

await runMain(async () => {
  const { values } = parseArgs({ options: { strict: { type: 'boolean' } } });
  const isStrict = values.strict ?? false;
  return await runChecks([
    {
      title: `Every template and case${isStrict ? ', strictly' : ''}`,
      run: () => verifyTemplates({ isStrict }),
    },
  ]);
});
