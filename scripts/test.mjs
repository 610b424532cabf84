// @ts-check
/* npm test: everything that proves the project, on a fresh clone. */
import {
  apiReports,
  format,
  lint,
  repository,
  runChecks,
  scriptTypes,
  types,
  unit,
} from './lib/checks.mjs';
import { endToEnd } from './lib/endToEnd.mjs';
import { prepare } from './lib/prepare.mjs';
import { runMain } from './lib/say.mjs';

await runMain(async () => {
  await prepare();
  return await runChecks([
    format,
    scriptTypes,
    types,
    apiReports,
    lint,
    repository,
    unit,
    endToEnd,
  ]);
});
