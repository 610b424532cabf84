import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { fork, type ChildProcess } from 'node:child_process';
import { on, once } from 'node:events';
import { extname } from 'node:path';
import { z } from 'zod';
import { FolderFinding } from './folder/toFolderFinding';

/** The schemas of Kubernetes alone take half of it. */
const MEMORY_MEGABYTES = 1024;

/** Others write to the same channel: what compiles the sources says which it has read. */
const messageSchema = z.strictObject({ checks: z.unknown() });

const resultSchema = z.union([
  z.strictObject({
    findings: z.array(
      z.strictObject({
        file: z.string(),
        line: z.number().int().min(1),
        message: z.string(),
      }),
    ),
    fileCount: z.number(),
  }),
  z.strictObject({ problem: z.string() }),
]);

/**
 * What to check.
 *
 * @public
 */
export type FolderOptions = {
  folder: string;
  /** Globs of files that were copied as they are, expressions included. */
  copied?: readonly string[];
  /** Globs of files that are not looked at. */
  ignored?: readonly string[];
  /** Ends the checks. */
  signal?: AbortSignal;
};

/** What native code does, and no file that is checked. */
const CRASHES: readonly string[] = ['SIGSEGV', 'SIGBUS', 'SIGILL'];

class CrashError extends Error {}

/**
 * Checks the files of a folder in a process of its own, which ends with the answer:
 * neither its memory nor its work nor its end is the caller's. (What compiles the
 * sources is native, and has ended a back end with its thread.) Links are not
 * followed; `.git` and `node_modules` are no part of a rendering.
 *
 * @public
 */
export async function checkFolder(
  options: FolderOptions,
): Promise<{ findings: FolderFinding[]; fileCount: number }> {
  try {
    return await checkInProcess(options);
  } catch (error) {
    if (!(error instanceof CrashError)) {
      throw error;
    }
    // It says nothing of the files; a second one in a row is told.
    return await checkInProcess(options);
  }
}

async function checkInProcess({
  folder,
  copied = [],
  ignored = [],
  signal,
}: FolderOptions): Promise<{ findings: FolderFinding[]; fileCount: number }> {
  signal?.throwIfAborted();
  const child = fork(
    resolvePackagePath(
      '@shop-platform/template-checks',
      'workers/checkFolder.cjs',
    ),
    [],
    {
      // What the caller preloads is not for a second time.
      env: { ...process.env, NODE_OPTIONS: '' },
      execArgv: [
        '--no-warnings',
        `--max-old-space-size=${MEMORY_MEGABYTES}`,
        ...transform(),
      ],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    },
  );
  try {
    const answer = Promise.race([receive(child, signal), failWhenEnded(child)]);
    child.send({ folder, copied, ignored });
    const result = resultSchema.parse(await answer);
    if ('problem' in result) {
      throw new Error(result.problem);
    }
    return result;
  } finally {
    await end(child);
  }
}

async function receive(
  child: ChildProcess,
  signal: AbortSignal | undefined,
): Promise<unknown> {
  for await (const [message] of on(child, 'message', { signal })) {
    const { data } = messageSchema.safeParse(message);
    if (data) {
      return data.checks;
    }
  }
  throw new Error('The process of the checks says nothing any more');
}

async function failWhenEnded(child: ChildProcess): Promise<never> {
  const [code, signal] = await once(child, 'exit');
  const message = `The process of the checks ended before it had an answer, by ${
    signal ?? `code ${code}`
  }: start again, and look at the log if it happens again`;
  throw CRASHES.includes(signal) ? new CrashError(message) : new Error(message);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
  }
}

/** The sources of this package need it; what is built from them does not. */
function transform(): string[] {
  return extname(__filename) === '.ts'
    ? [
        '--require',
        require.resolve('@backstage/cli-node/config/nodeTransform.cjs'),
      ]
    : [];
}
