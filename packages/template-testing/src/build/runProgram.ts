import { execFile } from 'node:child_process';
import { delimiter, dirname } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';

const run = promisify(execFile);

const TIMEOUT_MS = 10 * 60_000;
const OUTPUT_LINES = 60;

const failureSchema = z.object({ stdout: z.string(), stderr: z.string() });

/** What the tools need of the surroundings; credentials are no part of it. */
const ENVIRONMENT =
  /^(HOME|TMPDIR|LANG|(HTTPS?|NO)_PROXY|NPM_CONFIG_.*|GO(PROXY|SUMDB|FLAGS|CACHE|MODCACHE|PATH)|NODE_EXTRA_CA_CERTS|SSL_CERT_FILE)$/i;

/** The end of what a program printed, when it failed. */
export async function runProgram(
  program: string,
  args: readonly string[],
  cwd: string,
): Promise<string | undefined> {
  try {
    await run(program, args, {
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
