import { createHmac, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { parseInput, Problem } from '../http/problems.ts';
import {
  parcelUpdateSchema,
  type ParcelUpdates,
} from '../shipments/ParcelUpdates.ts';

export interface CallbackOptions {
  updates: ParcelUpdates;
  /** Shared with the carrier; without one every callback is refused. */
  secret: string | undefined;
}

/** Where the carrier tells how its parcels fare. */
export function registerCarrierCallback(
  app: FastifyInstance,
  { updates, secret }: CallbackOptions,
): void {
  // Of its own scope: only here is the body needed as it was signed.
  void app.register(async scope => {
    scope.addContentTypeParser(
      'application/json',
      { parseAs: 'buffer' },
      (_request, body, done) => done(null, body),
    );
    scope.post('/carrier/callback', async (request, reply) => {
      const body = Buffer.isBuffer(request.body)
        ? request.body
        : Buffer.alloc(0);
      if (!isSigned(body, request.headers['x-signature'], secret)) {
        throw new Problem({
          type: 'unauthenticated',
          status: 401,
          title: 'Unauthenticated',
          detail: 'X-Signature is not the HMAC-SHA-256 of the body.',
        });
      }
      const update = parseInput(parcelUpdateSchema, parseJson(body));
      if (!(await updates.take(update))) {
        throw new Problem({
          type: 'not-found',
          status: 404,
          title: 'Not found',
          detail: `There is no parcel ${update.trackingNumber}`,
        });
      }
      return reply.status(204).send();
    });
  });
}

function isSigned(
  body: Buffer,
  signature: string | string[] | undefined,
  secret: string | undefined,
): boolean {
  if (secret === undefined || typeof signature !== 'string') {
    return false;
  }
  const given = Buffer.from(signature, 'hex');
  const right = createHmac('sha256', secret).update(body).digest();
  return given.length === right.length && timingSafeEqual(given, right);
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch (cause) {
    throw new Problem({
      type: 'invalid-request',
      status: 400,
      title: 'Invalid request',
      detail: 'The body is not JSON.',
      cause,
    });
  }
}
