import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { parseInput } from '../http/problems.ts';
import type { Tracer } from '../tracing/index.ts';
import type { PostgresPreferences } from './PostgresPreferences.ts';
import { preferencesSchema } from './Preferences.ts';

const paramsSchema = z.object({ customerId: z.uuid() });

export interface PreferenceRoutesOptions {
  preferences: PostgresPreferences;
  tracer: Tracer;
}

export function registerPreferences(
  app: FastifyInstance,
  { preferences, tracer }: PreferenceRoutesOptions,
): void {
  app.get('/customers/:customerId/preferences', async request => {
    const { customerId } = parseInput(paramsSchema, request.params);
    return await tracer.start('GetPreferences', (ctx, span) => {
      span.setAttribute('shop.customer.id', customerId);
      return preferences.get(ctx, customerId);
    });
  });

  app.put('/customers/:customerId/preferences', async request => {
    const { customerId } = parseInput(paramsSchema, request.params);
    const wanted = parseInput(preferencesSchema, request.body);
    await tracer.start('ReplacePreferences', (ctx, span) => {
      span.setAttribute('shop.customer.id', customerId);
      return preferences.replace(ctx, customerId, wanted);
    });
    return wanted;
  });
}
