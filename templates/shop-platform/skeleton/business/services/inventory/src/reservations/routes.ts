import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { readIntent } from '../http/idempotency.ts';
import { parseInput, Problem } from '../http/problems.ts';
import type { Tracer } from '../tracing/index.ts';
import type { Shortage } from './chooseWarehouse.ts';
import {
  newReservationSchema,
  type NewReservation,
  type Reservation,
} from './Reservation.ts';
import type { ChangeResult, Reservations } from './Reservations.ts';

const paramsSchema = z.object({ reservationId: z.uuid() });

export interface ReservationRoutesOptions {
  reservations: Reservations;
  tracer: Tracer;
}

export function registerReservations(
  app: FastifyInstance,
  { reservations, tracer }: ReservationRoutesOptions,
): void {
  app.post('/reservations', async (request, reply) => {
    const wanted = parseInput(newReservationSchema, request.body);
    const intent = readIntent(request, wanted);
    const result = await tracer.start('ReserveStock', async (ctx, span) => {
      span.setAttributes({
        'shop.order.id': wanted.orderId,
        'shop.order.lines': wanted.lines.length,
      });
      const reserved = await reservations.reserve(ctx, wanted, intent);
      span.setAttribute('shop.reservation.outcome', reserved.outcome);
      if (reserved.outcome !== 'out-of-stock') {
        span.setAttributes(attributesOf(reserved.reservation));
      }
      return reserved;
    });
    if (result.outcome === 'out-of-stock') {
      throw outOfStock(wanted, result.shortages);
    }
    const { outcome, reservation } = result;
    return reply
      .status(201)
      .header('location', `/reservations/${reservation.id}`)
      .header('idempotent-replay', String(outcome === 'replayed'))
      .send(reservation);
  });

  app.get('/reservations/:reservationId', async request => {
    const { reservationId } = parseInput(paramsSchema, request.params);
    const reservation = await tracer.start('GetReservation', ctx =>
      reservations.find(ctx, reservationId),
    );
    if (!reservation) {
      throw notFound(reservationId);
    }
    return reservation;
  });

  const change = async (
    params: unknown,
    name: 'ReleaseReservation' | 'ConfirmReservation',
  ): Promise<Reservation> => {
    const { reservationId } = parseInput(paramsSchema, params);
    const result = await tracer.start(name, async (ctx, span) => {
      span.setAttribute('shop.reservation.id', reservationId);
      const changed = await (name === 'ReleaseReservation'
        ? reservations.release(ctx, reservationId)
        : reservations.confirm(ctx, reservationId));
      span.setAttribute('shop.reservation.outcome', changed.outcome);
      if (changed.outcome !== 'not-found') {
        span.setAttributes(attributesOf(changed.reservation));
        span.setAttribute('shop.order.id', changed.reservation.orderId);
      }
      return changed;
    });
    return reservationOf(result, reservationId);
  };

  app.delete('/reservations/:reservationId', async (request, reply) => {
    await change(request.params, 'ReleaseReservation');
    return reply.status(204).send();
  });

  app.put('/reservations/:reservationId/confirmation', request =>
    change(request.params, 'ConfirmReservation'),
  );
}

function attributesOf({ id, warehouse }: Reservation) {
  return { 'shop.reservation.id': id, 'shop.warehouse': warehouse };
}

function reservationOf(result: ChangeResult, id: string): Reservation {
  switch (result.outcome) {
    case 'done':
      return result.reservation;
    case 'refused':
      throw stateConflict(result.reservation);
    case 'not-found':
      throw notFound(id);
  }
}

function outOfStock({ lines }: NewReservation, shortages: Shortage[]): Problem {
  return new Problem({
    type: 'out-of-stock',
    status: 409,
    title: 'Out of stock',
    detail: 'No warehouse has all lines; nothing was reserved.',
    errors: shortages.map(({ productId, available }) => {
      const index = lines.findIndex(line => line.productId === productId);
      return {
        pointer: `/lines/${index}/quantity`,
        detail: `at most ${available}`,
      };
    }),
  });
}

function stateConflict({ status }: Reservation): Problem {
  return new Problem({
    type: 'state-conflict',
    status: 409,
    title: 'State conflict',
    detail:
      status === 'expired'
        ? 'The reservation expired, and its stock is sold.'
        : `The reservation is ${status} already.`,
  });
}

function notFound(id: string): Problem {
  return new Problem({
    type: 'not-found',
    status: 404,
    title: 'Not found',
    detail: `There is no reservation ${id}`,
  });
}
