// @ts-check
/*
 * node scripts/generate-helm-values.mjs <folder>: the names of what the charts that the
 * templates install may be given, for the check of their values. The folder has each
 * chart as `helm pull <chart> --version <version> --untar --untardir <folder>` leaves it,
 * in the versions of scripts/lib/helmValues.mjs.
 */
import { writeFileSync } from 'node:fs';
import prettier from 'prettier';
import { helmValuesFile, readCharts } from './lib/helmValues.mjs';
import { Problem, runMain } from './lib/say.mjs';

await runMain(async () => {
  const folder = process.argv[2];
  if (!folder) {
    throw new Problem('usage: generate-helm-values.mjs <folder of charts>');
  }
  const options = await prettier.resolveConfig(helmValuesFile);
  writeFileSync(
    helmValuesFile,
    prettier.format(JSON.stringify(readCharts(folder)), {
      ...options,
      filepath: helmValuesFile,
    }),
  );
});
