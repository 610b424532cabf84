// @ts-check
/* yarn verify: what a commit has to pass; npm test adds the browser. */
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
import { runMain } from './lib/say.mjs';

await runMain(() =>
  runChecks([format, scriptTypes, types, apiReports, lint, repository, unit]),
);
