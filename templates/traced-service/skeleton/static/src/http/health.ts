import type { FastifyInstance } from 'fastify';
import type { Part } from '../part.ts';

const checkTimeoutMs = 1000;

export interface Health {
  /** Says "not ready" from now on, whatever the parts say. */
  drain(): void;
}

interface CheckResult {
  name: string;
  required: boolean;
  status: 'ok' | 'failed';
  detail?: string;
}

/**
 * `/healthz`: the process answers; it looks at nothing else, or a database
 * that is away would restart every pod. `/readyz`: requests can be answered.
 */
export function registerHealth(
  app: FastifyInstance,
  parts: readonly Part[],
): Health {
  let draining = false;
  const options = { logLevel: 'warn' } as const;

  app.get('/healthz', options, () => ({ status: 'ok' }));
  app.get('/readyz', options, async (_request, reply) => {
    const checks = await Promise.all(
      parts.filter(part => part.check).map(checkPart),
    );
    const failed = checks.some(
      check => check.required && check.status !== 'ok',
    );
    const status = draining ? 'draining' : failed ? 'failed' : 'ok';
    return reply.status(status === 'ok' ? 200 : 503).send({ status, checks });
  });

  return {
    drain() {
      draining = true;
    },
  };
}

async function checkPart(part: Part): Promise<CheckResult> {
  const { name, required } = part;
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => reject(new Error(`No answer within ${checkTimeoutMs} ms`)),
    checkTimeoutMs,
  );
  try {
    await Promise.race([part.check?.(), late]);
    return { name, required, status: 'ok' };
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return { name, required, status: 'failed', detail };
  } finally {
    clearTimeout(timer);
  }
}
