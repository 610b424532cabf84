/* CodeQL as the rendered workflow has GitHub's action run it, for who has its program. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** That of the fault. */
export const LANGUAGE = 'javascript-typescript';

/** What GitHub's action does, with the queries that the rendered workflow names. */
export function analyze(folder, { program, out }) {
  const workflow = join(folder, '.github/workflows/security.yaml');
  const queries = /queries: ([\w-]+)/.exec(readFileSync(workflow, 'utf8'))?.[1];
  const reports = join(folder, out);
  mkdirSync(reports);
  const report = join(reports, 'codeql.sarif');
  const database = mkdtempSync(join(tmpdir(), 'codeql-'));
  try {
    for (const parameters of [
      [
        ...['create', database, '--overwrite', `--language=${LANGUAGE}`],
        ...['--build-mode=none', `--source-root=${folder}`],
      ],
      [
        ...['analyze', database, '--format=sarif-latest', `--output=${report}`],
        `codeql/javascript-queries:codeql-suites/javascript-${queries}.qls`,
      ],
    ]) {
      const { status, stderr } = spawnSync(
        program,
        ['database', ...parameters],
        { cwd: folder, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
      );
      if (status !== 0) {
        return { failed: `codeql database ${parameters[0]}: ${stderr}` };
      }
    }
    return { rules: readRules(report) };
  } finally {
    rmSync(database, { recursive: true, force: true });
  }
}

export function readRules(report) {
  const { runs } = JSON.parse(readFileSync(report, 'utf8'));
  return runs.flatMap(({ results }) => results.map(({ ruleId }) => ruleId));
}
