// @ts-check
/* npm test: everything that proves the project, on a fresh clone. */
import { apiReports } from './lib/apiReports.mjs';
import {
  format,
  generatedCode,
  generatedSchemas,
  lint,
  repository,
  runChecks,
  scriptTypes,
  types,
} from './lib/checks.mjs';
import { endToEnd } from './lib/endToEnd.mjs';
import { prepare } from './lib/prepare.mjs';
import { runMain } from './lib/say.mjs';
import { serviceTests } from './lib/serviceTests.mjs';
import { templates } from './lib/templates.mjs';
import { unit } from './lib/unit.mjs';

await runMain(async () => {
  await prepare();
  return await runChecks([
    [
      [format, generatedCode, generatedSchemas, scriptTypes, repository],
      [types, apiReports],
    ],
    lint,
    unit,
    templates({ isStrict: true }),
    serviceTests,
    endToEnd,
  ]);
});
