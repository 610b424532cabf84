import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { Problem } from './problems.ts';

const digest = (text: string) => createHash('sha256').update(text).digest();

/** A hook that lets callers with the token pass. */
export function requireToken(token: string) {
  const expected = digest(`Bearer ${token}`);
  return async (request: FastifyRequest): Promise<void> => {
    const { authorization } = request.headers;
    if (!authorization || !timingSafeEqual(digest(authorization), expected)) {
      throw new Problem({
        type: 'unauthenticated',
        status: 401,
        title: 'Unauthenticated',
        detail: authorization
          ? 'The token is not the one of this service.'
          : 'Send the token of this service: "Authorization: Bearer …".',
      });
    }
  };
}
