import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { once } from 'node:events';
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import { FolderFinding } from './folder/toFolderFinding';

/** The schemas of Kubernetes alone take half of it. */
const MEMORY_MEGABYTES = 1024;

const resultSchema = z.union([
  z.strictObject({
    findings: z.array(
      z.strictObject({
        file: z.string(),
        line: z.number().optional(),
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

/**
 * Checks the files of a folder in a thread of its own, which ends with the answer:
 * neither its memory nor its work is the caller's. Links are not followed; `.git` and
 * `node_modules` are no part of a rendering.
 *
 * @public
 */
export async function checkFolder({
  folder,
  copied = [],
  ignored = [],
  signal,
}: FolderOptions): Promise<{ findings: FolderFinding[]; fileCount: number }> {
  signal?.throwIfAborted();
  const worker = new Worker(
    resolvePackagePath(
      '@shop-platform/template-checks',
      'workers/checkFolder.cjs',
    ),
    {
      workerData: { folder, copied, ignored },
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MEGABYTES },
      // What the caller preloads is not for a second time in the same process.
      execArgv: ['--no-warnings', ...transform()],
    },
  );
  try {
    const [message] = await once(worker, 'message', { signal });
    const result = resultSchema.parse(message);
    if ('problem' in result) {
      throw new Error(result.problem);
    }
    return result;
  } finally {
    await worker.terminate();
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
