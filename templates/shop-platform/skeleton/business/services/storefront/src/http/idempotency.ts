import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { invalidField } from './refusals.ts';

/** The caller's name for one intent, repeated on every retry. */
export function readIdempotencyKey(request: FastifyRequest): string {
  const parsed = z.uuid().safeParse(request.headers['idempotency-key']);
  if (!parsed.success) {
    throw invalidField(
      'Idempotency-Key',
      'must be a UUID, made for this intent',
    );
  }
  return parsed.data.toLowerCase();
}
