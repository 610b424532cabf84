import type { FastifyInstance } from 'fastify';
import { decodeCursor, pageSchema, toPage } from '../http/cursor.ts';
import { readIntent } from '../http/idempotency.ts';
import { parseInput, Problem } from '../http/problems.ts';
import { paymentNotFound, paymentParamsSchema } from '../payments/routes.ts';
import type { Tracer } from '../tracing/index.ts';
import { newRefundSchema } from './Refund.ts';
import type { Refunds } from './Refunds.ts';

export interface RefundRoutesOptions {
  refunds: Refunds;
  tracer: Tracer;
  /** There is a refund to send. */
  onAccepted(): void;
}

export function registerRefunds(
  app: FastifyInstance,
  { refunds, tracer, onAccepted }: RefundRoutesOptions,
): void {
  app.post('/payments/:paymentId/refunds', async (request, reply) => {
    const { paymentId } = parseInput(paymentParamsSchema, request.params);
    const newRefund = parseInput(newRefundSchema, request.body);
    const intent = readIntent(request, { paymentId, ...newRefund });
    const result = await tracer.start('AcceptRefund', async (ctx, span) => {
      span.setAttributes({
        'shop.payment.id': paymentId,
        'shop.refund.amount': newRefund.amount.amount,
        'shop.refund.reason': newRefund.reason,
      });
      return await refunds.create(ctx, { paymentId, newRefund, intent });
    });
    switch (result.outcome) {
      case 'accepted':
      case 'replayed':
        onAccepted();
        return reply
          .status(202)
          .header('location', `/payments/${paymentId}/refunds`)
          .header('idempotent-replay', String(result.outcome === 'replayed'))
          .send(result.refund);
      case 'too-much':
        throw stateConflict(
          `At most ${result.left} kopiikas of it can still be given back.`,
        );
      case 'not-captured':
        throw stateConflict('The payment was not captured.');
      case 'unknown-payment':
        throw paymentNotFound(paymentId);
    }
  });

  app.get('/payments/:paymentId/refunds', async request => {
    const { paymentId } = parseInput(paymentParamsSchema, request.params);
    const { limit, cursor } = parseInput(pageSchema, request.query);
    const after = decodeCursor(cursor);
    const found = await tracer.start('ListRefunds', ctx =>
      refunds.list(ctx, paymentId, { after, limit: limit + 1 }),
    );
    if (!found) {
      throw paymentNotFound(paymentId);
    }
    return toPage(found, limit);
  });
}

function stateConflict(detail: string): Problem {
  return new Problem({
    type: 'state-conflict',
    status: 409,
    title: 'State conflict',
    detail,
  });
}
