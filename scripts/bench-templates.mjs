// @ts-check
/*
 * npm run bench:templates [-- <template>…]: how long the scaffolder takes to render
 * each case of each template, a whole platform among them, and how long all of them
 * take up the whole ladder, as in `npm run verify:templates -- --strict`. Where
 * templates are named, only these are rendered, and nothing climbs.
 */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { runVisibly, testFolder } from './lib/checks.mjs';
import { printFigures } from './lib/figures.mjs';
import { inRoot } from './lib/paths.mjs';
import { Problem, runMain, say } from './lib/say.mjs';
import { ladderFigure, renderFigures } from './lib/templateFigures.mjs';
import { fetchTemplatePrograms } from './lib/templatePrograms.mjs';
import { climbLadder } from './lib/templates.mjs';

/** @typedef {import('./lib/figures.mjs').Row} Row */

await runMain(async () => {
  const names = process.argv.slice(2);
  const rows = await measureRenderings(names);
  if (names.length === 0) {
    rows.push(await measureLadder());
  }
  printFigures(rows);
  return rows.every(({ reached }) => reached) ? 0 : 1;
});

/** @param {string[]} names @returns {Promise<Row[]>} */
async function measureRenderings(names) {
  const file = inRoot('.test/bench-templates.json');
  mkdirSync(testFolder, { recursive: true });
  rmSync(file, { force: true });
  // It fails where a case is over its limit; the table says which.
  await runVisibly('yarn', [
    'workspace',
    '@shop-platform/template-testing',
    'bench',
    '--json',
    file,
    ...names,
  ]);
  const rows = existsSync(file)
    ? renderFigures(JSON.parse(readFileSync(file, 'utf8')))
    : [];
  if (rows.length === 0) {
    throw new Problem(
      'Nothing was measured: the lines above say why, or no template has such a name',
    );
  }
  return rows;
}

/** @returns {Promise<Row>} */
async function measureLadder() {
  // Once for a machine, and as fast as its network.
  const programs = await fetchTemplatePrograms();
  say('The whole ladder on every template and case');
  const began = Date.now();
  const { failed } = await climbLadder({ ...programs, isStrict: true });
  return ladderFigure({ seconds: (Date.now() - began) / 1000, failed });
}
