import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { invalidField } from './refusals.ts';
import { Problem } from './problems.ts';

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

/** What was asked, to tell a retry from a key that is used for something else. */
export function hashRequest(body: unknown): string {
  return createHash('sha256').update(JSON.stringify(body)).digest('hex');
}

/** Always the same UUID for the same purpose and name. */
export function derivedUuid(purpose: string, name: string): string {
  const bytes = createHash('sha256').update(`${purpose}:${name}`).digest();
  // Version 8 of RFC 9562: made in a way of our own.
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex', 0, 16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join('-');
}

export function idempotencyMismatch(): Problem {
  return new Problem({
    type: 'idempotency-key-reused',
    status: 422,
    title: 'Idempotency key reused',
    detail:
      'Make a new key for a new intent; repeat the body unchanged for a retry.',
  });
}
