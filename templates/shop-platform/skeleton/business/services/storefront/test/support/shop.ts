import { randomUUID } from 'node:crypto';
import type { TestContext } from 'node:test';
import { context } from '@opentelemetry/api';
import { suppressTracing } from '@opentelemetry/core';
import { z } from 'zod';
import {
  startCore,
  startInventory,
  startShipping,
  type StandIn,
} from './callees.ts';
import { startCartRedis } from './cartRedis.ts';
import { request, type Answer } from './http.ts';
import { startService } from './service.ts';

export const cartSchema = z.looseObject({
  lines: z.array(
    z.looseObject({
      productId: z.string(),
      quantity: z.number(),
      availability: z.string(),
    }),
  ),
  total: z.looseObject({ amount: z.number() }),
});

export interface Visit {
  url: string;
  core: StandIn;
  inventory: StandIn;
  shipping: StandIn;
  session: string;
  /** Calls the API as one guest. */
  call<T>(
    method: string,
    path: string,
    schema: z.ZodType<T>,
    options?: { body?: unknown; headers?: Record<string, string> },
  ): Promise<Answer<T>>;
  /** Loads a page, or sends a form, as the same guest. */
  open(path: string, form?: Record<string, string>): Promise<PageAnswer>;
}

export interface PageAnswer {
  status: number;
  headers: Headers;
  text: string;
}

/** The storefront with the services behind it played by the test, and a guest. */
export async function startVisit(
  t: TestContext,
  overrides: NodeJS.ProcessEnv = {},
): Promise<Visit> {
  const core = await startCore(t);
  const inventory = await startInventory(t);
  const shipping = await startShipping(t);
  const { url } = await startService(t, {
    CORE_SERVICE_URL: core.url,
    INVENTORY_SERVICE_URL: inventory.url,
    SHIPPING_SERVICE_URL: shipping.url,
    REDIS_URL: overrides.REDIS_URL ?? (await startCartRedis(t)),
    // No test of an answer fails because the machine is busy.
    CHECKOUT_TIMEOUT_MS: '20000',
    ...overrides,
  });
  const session = randomUUID();
  const headers = { 'x-session-id': session, 'accept-language': 'uk' };
  return {
    url,
    core,
    inventory,
    shipping,
    session,
    call: (method, path, schema, options = {}) =>
      request(url + path, schema, {
        method,
        headers: {
          ...headers,
          ...(options.body === undefined
            ? {}
            : { 'content-type': 'application/json' }),
          ...options.headers,
        },
        ...(options.body === undefined
          ? {}
          : { body: JSON.stringify(options.body) }),
      }),
    open: async (path, form) => {
      const quiet = suppressTracing(context.active());
      const response = await context.with(quiet, () =>
        fetch(url + path, {
          headers,
          redirect: 'manual',
          ...(form ? { method: 'POST', body: new URLSearchParams(form) } : {}),
        }),
      );
      const { status, headers: answered } = response;
      return { status, headers: answered, text: await response.text() };
    },
  };
}
