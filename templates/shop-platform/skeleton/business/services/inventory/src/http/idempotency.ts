import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { parseInput, Problem } from './problems.ts';

const headersSchema = z.object({ 'idempotency-key': z.uuid() });

/** What makes a request that is repeated the same request. */
export interface Intent {
  key: string;
  /** Of the body: the same key with another body is a mistake of the caller. */
  hash: string;
}

/** `body` is the parsed one: its properties are in the schema's order, whatever order they came in. */
export function readIntent(request: FastifyRequest, body: unknown): Intent {
  const headers = parseInput(headersSchema, request.headers);
  const hash = createHash('sha256').update(JSON.stringify(body)).digest('hex');
  return { key: headers['idempotency-key'], hash };
}

export function assertSameIntent(intent: Intent, storedHash: string): void {
  if (intent.hash !== storedHash) {
    throw new Problem({
      type: 'idempotency-key-reused',
      status: 422,
      title: 'Idempotency key reused',
      detail:
        'Make a new key for a new intent; repeat the body unchanged for a retry.',
    });
  }
}
