import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { parseInput, Problem } from '../http/problems.ts';
import type { Tracer } from '../tracing/index.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import type { PostgresShipments } from './PostgresShipments.ts';
import { shipmentStatusSchema } from './Shipment.ts';

const listSchema = z.strictObject({
  orderId: z.uuid().optional(),
  status: shipmentStatusSchema.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().max(512).optional(),
});

const paramsSchema = z.object({ shipmentId: z.uuid() });

export interface ShipmentRoutesOptions {
  shipments: PostgresShipments;
  tracer: Tracer;
}

export function registerShipments(
  app: FastifyInstance,
  { shipments, tracer }: ShipmentRoutesOptions,
): void {
  app.get('/shipments', async request => {
    const { cursor, limit, ...filters } = parseInput(listSchema, request.query);
    const after = cursor === undefined ? undefined : decodeCursor(cursor);
    // One more than asked for says whether there is a next page.
    const found = await tracer.start('ListShipments', ctx =>
      shipments.list(ctx, { ...filters, after, limit: limit + 1 }),
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

  app.get('/shipments/:shipmentId', async request => {
    const { shipmentId } = parseInput(paramsSchema, request.params);
    const shipment = await tracer.start('GetShipment', ctx =>
      shipments.find(ctx, shipmentId),
    );
    if (!shipment) {
      throw shipmentNotFound(shipmentId);
    }
    return shipment;
  });

  app.post('/shipments/:shipmentId/retry', async (request, reply) => {
    const { shipmentId } = parseInput(paramsSchema, request.params);
    const shipment = await tracer.start('RetryShipment', async ctx => {
      const retried = await shipments.retry(ctx, shipmentId);
      if (!retried && !(await shipments.find(ctx, shipmentId))) {
        throw shipmentNotFound(shipmentId);
      }
      return retried;
    });
    if (!shipment) {
      throw new Problem({
        type: 'state-conflict',
        status: 409,
        title: 'State conflict',
        detail: 'Only a shipment that failed is registered again.',
      });
    }
    return reply.status(202).send(shipment);
  });
}

function shipmentNotFound(shipmentId: string): Problem {
  return new Problem({
    type: 'not-found',
    status: 404,
    title: 'Not found',
    detail: `There is no shipment ${shipmentId}`,
  });
}
