import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { parseInput } from '../http/problems.ts';
import type { Tracer } from '../tracing/index.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { messageStatusSchema } from './Message.ts';
import type { PostgresMessages } from './PostgresMessages.ts';
import type { Resending } from './Resending.ts';

const listSchema = z.strictObject({
  customerId: z.uuid().optional(),
  orderId: z.uuid().optional(),
  status: messageStatusSchema.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().max(512).optional(),
});

const paramsSchema = z.object({ messageId: z.uuid() });
const headersSchema = z.object({ 'idempotency-key': z.uuid() });

export interface MessageRoutesOptions {
  messages: PostgresMessages;
  resending: Resending;
  tracer: Tracer;
}

export function registerMessages(
  app: FastifyInstance,
  { messages, resending, tracer }: MessageRoutesOptions,
): void {
  app.get('/messages', async request => {
    const { cursor, limit, ...filters } = parseInput(listSchema, request.query);
    const after = cursor === undefined ? undefined : decodeCursor(cursor);
    // One more than asked for says whether there is a next page.
    const found = await tracer.start('ListMessages', ctx =>
      messages.list(ctx, { ...filters, after, limit: limit + 1 }),
    );
    const page = found.slice(0, limit);
    const last = page.at(-1);
    return {
      items: page,
      ...(last && found.length > limit
        ? { nextCursor: encodeCursor(last) }
        : {}),
    };
  });

  app.post('/messages/:messageId/resend', async (request, reply) => {
    const { messageId } = parseInput(paramsSchema, request.params);
    const { 'idempotency-key': key } = parseInput(
      headersSchema,
      request.headers,
    );
    const message = await tracer.start('ResendMessage', ctx =>
      resending.resend(ctx, messageId, key),
    );
    return reply.status(202).send(message);
  });
}
