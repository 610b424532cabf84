import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { writeGolden } from '../golden/golden';
import { Finding, Rendered } from '../types';

const run = promisify(execFile);

const TIMEOUT_MS = 10 * 60_000;
const OUTPUT_LINES = 60;

const STEPS = [
  ['ci', '--ignore-scripts', '--no-audit', '--no-fund'],
  ['run', 'build', '--if-present'],
  ['test'],
];

const failureSchema = z.object({ stdout: z.string(), stderr: z.string() });

/** What npm needs of the surroundings; credentials are no part of it. */
const ENVIRONMENT =
  /^(HOME|TMPDIR|LANG|(HTTPS?|NO)_PROXY|NPM_CONFIG_.*|NODE_EXTRA_CA_CERTS|SSL_CERT_FILE)$/i;

/**
 * Installs and tests a rendering as a team's pipeline would, far from this
 * repository, whose packages Node would otherwise find on its way up.
 */
export async function buildProject(rendered: Rendered): Promise<Finding[]> {
  const folder = await mkdtemp(join(tmpdir(), 'template-build-'));
  try {
    await writeGolden(folder, rendered);
    for (const step of STEPS) {
      const output = await runNpm(folder, step);
      if (output !== undefined) {
        return [{ where: `npm ${step.join(' ')}`, message: output }];
      }
    }
    return [];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The end of what npm printed, when it failed. */
async function runNpm(
  cwd: string,
  step: readonly string[],
): Promise<string | undefined> {
  try {
    await run('npm', step, {
      cwd,
      env: buildEnvironment(),
      timeout: TIMEOUT_MS,
      killSignal: 'SIGKILL',
      maxBuffer: 64 * 1024 * 1024,
    });
    return undefined;
  } catch (error) {
    const failure = failureSchema.safeParse(error);
    if (!failure.success) {
      throw error;
    }
    const lines = `${failure.data.stdout}\n${failure.data.stderr}`.split('\n');
    return lines.slice(-OUTPUT_LINES).join('\n');
  }
}

function buildEnvironment(): Record<string, string> {
  const kept = Object.entries(process.env).flatMap(([key, value]) =>
    value !== undefined && ENVIRONMENT.test(key) ? [[key, value]] : [],
  );
  const path = [dirname(process.execPath), process.env.PATH].join(delimiter);
  return { ...Object.fromEntries(kept), PATH: path, CI: 'true' };
}
