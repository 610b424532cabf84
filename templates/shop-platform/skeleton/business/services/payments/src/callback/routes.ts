import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { toUnavailable } from '../database/failures.ts';
import { parseInput, Problem } from '../http/problems.ts';
import type { Ledger } from '../payments/Ledger.ts';
import {
  isSigned,
  liqpayAnswerSchema,
  toOutcome,
} from '../payments/liqpayProtocol.ts';
import { toWord } from '../payments/Reconciliation.ts';
import type { Tracer } from '../tracing/index.ts';

const formType = 'application/x-www-form-urlencoded';
const formSchema = z.object({ data: z.string(), signature: z.string() });
const callbackSchema = liqpayAnswerSchema.extend({ order_id: z.string() });
const paymentIdSchema = z.uuid();

export interface CallbackRoutesOptions {
  ledger: Ledger;
  privateKey: string;
  tracer: Tracer;
}

/** LiqPay's word on a payment, which counts by its signature alone. */
export function registerCallback(
  app: FastifyInstance,
  { ledger, privateKey, tracer }: CallbackRoutesOptions,
): void {
  // In a scope of its own: nothing else is sent as a form.
  app.register(async scope => {
    scope.addContentTypeParser(
      formType,
      { parseAs: 'string' },
      async (_request: unknown, body: string | Buffer) =>
        Object.fromEntries(new URLSearchParams(String(body))),
    );
    scope.post('/liqpay/callback', async (request, reply) => {
      const { data, signature } = parseInput(formSchema, request.body);
      if (!isSigned(privateKey, data, signature)) {
        throw invalidCallback('The signature does not match the data.');
      }
      const callback = readCallback(data);
      const word = toWord(toOutcome(callback), false);
      const { data: paymentId } = paymentIdSchema.safeParse(callback.order_id);
      await tracer.start('TakeCallback', async (ctx, span) => {
        span.setAttribute('liqpay.status', callback.status);
        if (paymentId === undefined || !word) {
          return;
        }
        span.setAttribute('shop.payment.id', paymentId);
        const payment = await ledger
          .settle(ctx, paymentId, word)
          .catch((error: unknown) => {
            throw toUnavailable(error);
          });
        if (payment) {
          span.setAttributes({
            'shop.order.id': payment.orderId,
            'shop.payment.status': payment.status,
          });
        } else {
          request.log.warn(`LiqPay called about ${paymentId}, unknown here`);
        }
      });
      return reply.status(204).send();
    });
  });
}

function readCallback(data: string): z.infer<typeof callbackSchema> {
  try {
    const text = Buffer.from(data, 'base64').toString('utf8');
    return callbackSchema.parse(JSON.parse(text));
  } catch {
    throw invalidCallback('The data cannot be read.');
  }
}

function invalidCallback(detail: string): Problem {
  return new Problem({
    type: 'invalid-signature',
    status: 400,
    title: 'Invalid signature',
    detail,
  });
}
