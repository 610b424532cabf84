import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { parseInput, Problem } from '../http/problems.ts';
import type { Item, Items } from '../items/Item.ts';
import { itemNotFound } from '../items/routes.ts';
import { isTimeout, isTransient } from '../outgoing/httpErrors.ts';
import type { Tracer } from '../tracing/index.ts';
import { CircuitOpenError } from './CircuitBreaker.ts';
import { PaymentDeclinedError, type LiqpayClient } from './LiqpayClient.ts';

const paramsSchema = z.object({ itemId: z.uuid() });
const headersSchema = z.object({ 'idempotency-key': z.uuid() });
const bodySchema = z.strictObject({ paymentToken: z.string().min(1).max(256) });

export interface PurchaseRoutesOptions {
  items: Items;
  liqpay: LiqpayClient;
  tracer: Tracer;
}

/** The example of a paid operation. */
export function registerPurchases(
  app: FastifyInstance,
  { items, liqpay, tracer }: PurchaseRoutesOptions,
): void {
  app.post('/items/:itemId/purchases', async (request, reply) => {
    const { itemId } = parseInput(paramsSchema, request.params);
    const headers = parseInput(headersSchema, request.headers);
    const { paymentToken } = parseInput(bodySchema, request.body);

    const payment = await tracer.start('PurchaseItem', async ctx => {
      const item = await items.find(ctx, itemId);
      if (!item) {
        throw itemNotFound(itemId);
      }
      const idempotencyKey = headers['idempotency-key'];
      return await liqpay
        .charge(ctx, toCharge(item, { idempotencyKey, paymentToken }))
        .catch((error: unknown) => {
          throw toProblem(error);
        });
    });
    return reply.status(201).send(payment);
  });
}

function toCharge(
  item: Item,
  options: { idempotencyKey: string; paymentToken: string },
) {
  return {
    ...item.price,
    idempotencyKey: options.idempotencyKey,
    cardToken: options.paymentToken,
    description: item.name,
  };
}

function toProblem(cause: unknown): unknown {
  if (cause instanceof PaymentDeclinedError) {
    return new Problem({
      type: 'payment-declined',
      status: 402,
      title: 'Payment declined',
      detail: `The card was not charged (${cause.errCode}).`,
      cause,
    });
  }
  if (cause instanceof CircuitOpenError) {
    return new Problem({
      type: 'payments-unavailable',
      status: 503,
      title: 'Payments unavailable',
      detail: 'The payment provider is down; nothing was charged.',
      retryAfterSeconds: cause.retryAfterMs / 1000,
      cause,
    });
  }
  if (isTimeout(cause)) {
    return new Problem({
      type: 'payment-outcome-unknown',
      status: 504,
      title: 'Payment outcome unknown',
      detail:
        'The provider did not answer in time. Repeat with the same Idempotency-Key: no card is charged twice.',
      cause,
    });
  }
  if (isTransient(cause)) {
    return new Problem({
      type: 'payments-unavailable',
      status: 503,
      title: 'Payments unavailable',
      detail:
        'The payment provider failed. Repeat with the same Idempotency-Key.',
      retryAfterSeconds: 5,
      cause,
    });
  }
  return cause;
}
