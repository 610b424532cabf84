import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import { Finding } from '../../types';

const findingsSchema = z.array(
  z.object({
    where: z.string(),
    message: z.string(),
    pointer: z.string().optional(),
  }),
);

/** A finding, with the JSON pointer of what it is about where the check has one. */
type NativeFinding = Finding & { pointer?: string };

/** Runs a check whose libraries need Node's own module loader. */
export async function runNative(
  check: 'kubernetes' | 'workflows',
  input: readonly object[],
): Promise<NativeFinding[]> {
  if (input.length === 0) {
    return [];
  }
  const script = resolvePackagePath(
    '@shop-platform/template-checks',
    `workers/${check}.mjs`,
  );
  const worker = new Worker(script, {
    workerData: input,
    execArgv: ['--no-warnings'],
  });
  try {
    const [findings] = await once(worker, 'message');
    return findingsSchema.parse(findings);
  } finally {
    await worker.terminate();
  }
}
