import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { decodeCursor, pageSchema, toPage } from '../http/cursor.ts';
import { readIntent } from '../http/idempotency.ts';
import { parseInput, Problem } from '../http/problems.ts';
import type { Tracer } from '../tracing/index.ts';
import {
  newPaymentSchema,
  paymentStatusSchema,
  type Payment,
} from './Payment.ts';
import type { ChargeResult, Payments } from './Payments.ts';

const listSchema = pageSchema.extend({
  orderId: z.uuid().optional(),
  status: paymentStatusSchema.optional(),
});

export const paymentParamsSchema = z.object({ paymentId: z.uuid() });

export interface PaymentRoutesOptions {
  payments: Payments;
  tracer: Tracer;
}

export function registerPayments(
  app: FastifyInstance,
  { payments, tracer }: PaymentRoutesOptions,
): void {
  app.post('/payments', async (request, reply) => {
    const newPayment = parseInput(newPaymentSchema, request.body);
    const intent = readIntent(request, newPayment);
    const result = await tracer.start('ChargePayment', async (ctx, span) => {
      span.setAttributes({
        'shop.order.id': newPayment.orderId,
        'shop.payment.amount': newPayment.amount.amount,
      });
      const charged = await payments.charge(ctx, newPayment, intent);
      span.setAttribute('shop.payment.outcome', charged.outcome);
      if (charged.outcome !== 'not-asked') {
        span.setAttributes(attributesOf(charged.payment));
      }
      return charged;
    });
    return answerCharge(result, reply);
  });

  app.get('/payments', async request => {
    const query = parseInput(listSchema, request.query);
    const { orderId, status, limit, cursor } = query;
    const after = decodeCursor(cursor);
    const found = await tracer.start('ListPayments', ctx =>
      payments.list(ctx, { orderId, status, after, limit: limit + 1 }),
    );
    return toPage(found, limit);
  });

  app.get('/payments/:paymentId', async request => {
    const { paymentId } = parseInput(paymentParamsSchema, request.params);
    const payment = await tracer.start('GetPayment', ctx =>
      payments.find(ctx, paymentId),
    );
    if (!payment) {
      throw paymentNotFound(paymentId);
    }
    return payment;
  });
}

function answerCharge(result: ChargeResult, reply: FastifyReply) {
  switch (result.outcome) {
    case 'charged':
    case 'replayed':
      return reply
        .status(201)
        .header('location', `/payments/${result.payment.id}`)
        .header('idempotent-replay', String(result.outcome === 'replayed'))
        .send(result.payment);
    case 'unknown':
      reply.header('location', `/payments/${result.payment.id}`);
      throw outcomeUnknown();
    case 'not-asked':
      throw notAsked(result);
  }
}

function attributesOf({ id, status, declineReason }: Payment) {
  return {
    'shop.payment.id': id,
    'shop.payment.status': status,
    ...(declineReason ? { 'shop.payment.decline_reason': declineReason } : {}),
  };
}

function outcomeUnknown(): Problem {
  return new Problem({
    type: 'payment-outcome-unknown',
    status: 504,
    title: 'Payment outcome unknown',
    detail:
      'LiqPay did not answer in time. The payment is settled later; no card is charged twice.',
    retryAfterSeconds: 15,
  });
}

function notAsked({
  retryAfterSeconds,
  cause,
}: Extract<ChargeResult, { outcome: 'not-asked' }>): Problem {
  return new Problem({
    type: 'dependency-unavailable',
    status: 503,
    title: 'Dependency unavailable',
    detail: 'LiqPay cannot be asked now; nothing was charged.',
    retryAfterSeconds,
    cause,
  });
}

export function paymentNotFound(paymentId: string): Problem {
  return new Problem({
    type: 'not-found',
    status: 404,
    title: 'Not found',
    detail: `There is no payment ${paymentId}`,
  });
}
