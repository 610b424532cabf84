import type { FastifyInstance } from 'fastify';
import { parseInput } from '../http/problems.ts';
import { readVisitor } from '../session/visitor.ts';
import { batchSchema, type BrowsingEvent } from './BrowsingEvent.ts';
import type { EventWriter } from './EventWriter.ts';

const oldestMs = 3600 * 1000;
/** How far a browser's clock may be ahead. */
const aheadMs = 5 * 60 * 1000;

export function registerEvents(
  app: FastifyInstance,
  writer: EventWriter,
): void {
  app.post('/api/events', async (request, reply) => {
    const { events } = parseInput(batchSchema, request.body);
    const { sessionId, customerId } = readVisitor(request, reply);
    const now = Date.now();
    const seen = events
      .filter(event => isOfNow(event, now))
      .map(event => ({ ...event, sessionId, customerId }));
    return reply.status(202).send({ accepted: writer.take(seen) });
  });
}

function isOfNow({ occurredAt }: BrowsingEvent, now: number): boolean {
  const age = now - Date.parse(occurredAt);
  return age <= oldestMs && age >= -aheadMs;
}
