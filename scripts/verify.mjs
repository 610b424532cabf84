// @ts-check
/* yarn verify: what a commit has to pass; npm test adds the browser. */
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
import { runMain } from './lib/say.mjs';
import { templateSuites } from './lib/templates.mjs';
import { unit } from './lib/unit.mjs';

await runMain(() =>
  runChecks([
    [
      [format, generatedCode, generatedSchemas, scriptTypes, repository],
      [types, apiReports],
    ],
    lint,
    unit,
    templateSuites,
  ]),
);
