import type { Context, Span } from '@opentelemetry/api';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Carrier, QuoteRequest } from '../carrier/Carrier.ts';
import { parseInput } from '../http/problems.ts';
import { addressSchema, moneySchema } from '../shipments/Shipment.ts';
import type { Tracer } from '../tracing/index.ts';
import { quoteByTariff } from './tariff.ts';

const quoteRequestSchema = z.strictObject({
  delivery: addressSchema,
  weightGrams: z.int().min(1).max(30_000),
  declaredValue: moneySchema.optional(),
});

export interface QuoteRoutesOptions {
  carrier: Carrier;
  tracer: Tracer;
}

export function registerQuotes(
  app: FastifyInstance,
  { carrier, tracer }: QuoteRoutesOptions,
): void {
  app.post('/delivery-quotes', async request => {
    const quoteRequest = parseInput(quoteRequestSchema, request.body);
    return await tracer.start('QuoteDelivery', (ctx, span) =>
      quote(ctx, span, carrier, quoteRequest),
    );
  });
}

/** A customer is told something in any case: the carrier's price, or else the price list's. */
async function quote(
  ctx: Context,
  span: Span,
  carrier: Carrier,
  request: QuoteRequest,
) {
  span.setAttribute('shop.delivery.method', request.delivery.method);
  try {
    const answer = await carrier.quote(ctx, request);
    span.setAttribute('shop.quote.estimated', false);
    return { ...answer, estimated: false };
  } catch {
    // Why the carrier did not answer is on its span.
    span.setAttribute('shop.quote.estimated', true);
    return { ...quoteByTariff(request, new Date()), estimated: true };
  }
}
