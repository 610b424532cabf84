import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, posix } from 'node:path';
import { writeGolden } from '../golden/golden';
import { Finding, Rendered } from '../types';
import { findGo } from './findGo';
import { runProgram } from './runProgram';

const NPM_STEPS = [
  ['ci', '--ignore-scripts', '--no-audit', '--no-fund'],
  ['run', 'lint'],
  ['run', 'build', '--if-present'],
  ['test'],
];

/** Of scripts within something else, which has no linter for them. */
const SCRIPT_STEPS = NPM_STEPS.filter(step => !step.includes('lint'));

/** Both files of modules are complete, and `gofmt` has nothing to say. */
const GO_STEPS = [
  ['mod', 'tidy', '-diff'],
  ['run', 'cmd/gofmt', '-d', '.'],
  ['vet', './...'],
  ['build', '-o', 'built/', './...'],
  ['test', './...'],
];

/** Whether what a rendering has in this folder is built by Go. */
function isGoProject({ files }: Rendered, folder: string): boolean {
  return files.some(({ path }) => path === posix.join(folder, 'go.mod'));
}

/**
 * Installs and tests a rendering as a team's pipeline would, far from this
 * repository, whose packages Node would otherwise find on its way up.
 */
export async function buildProject(
  rendered: Rendered,
  folder = '.',
): Promise<Finding[]> {
  const root = await mkdtemp(join(tmpdir(), 'template-build-'));
  const project = join(root, folder);
  try {
    await writeGolden(root, rendered);
    if (isGoProject(rendered, folder)) {
      return await runSteps(project, findGo() ?? 'go', GO_STEPS);
    }
    const steps = folder === '.' ? NPM_STEPS : SCRIPT_STEPS;
    return await runSteps(project, 'npm', steps);
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

async function runSteps(
  folder: string,
  program: string,
  steps: readonly string[][],
): Promise<Finding[]> {
  for (const step of steps) {
    const output = await runProgram(program, step, folder);
    if (output !== undefined) {
      const where = [program.split('/').at(-1), ...step].join(' ');
      return [{ where, message: output }];
    }
  }
  return [];
}
