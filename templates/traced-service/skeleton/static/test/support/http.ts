import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';
import { context } from '@opentelemetry/api';
import { suppressTracing } from '@opentelemetry/core';
import { z } from 'zod';

export interface Answer<T> {
  status: number;
  headers: Headers;
  body: T;
}

/** Asks as an outsider: no span of the test's own, and the answer's shape is checked. */
export async function request<T>(
  url: string,
  schema: z.ZodType<T>,
  init: RequestInit = {},
): Promise<Answer<T>> {
  const response = await context.with(suppressTracing(context.active()), () =>
    fetch(url, init),
  );
  const text = await response.text();
  const body = schema.parse(text === '' ? undefined : JSON.parse(text));
  return { status: response.status, headers: response.headers, body };
}

export function asJson(body: unknown): RequestInit {
  return {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
}

/** An HTTP server of the test's own; resolves with its address. */
export async function listen(
  t: TestContext,
  listener: RequestListener,
): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${addressPort(server.address())}`;
}

export function addressPort(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') {
    throw new Error('The server does not listen on a port');
  }
  return address.port;
}

/** Asks again until it holds, for half a minute at most: a machine may be busy. */
export async function eventually<T>(
  check: () => T | undefined | Promise<T | undefined>,
): Promise<T> {
  const deadline = Date.now() + 30_000;
  for (;;) {
    const result = await check();
    if (result !== undefined) {
      return result;
    }
    if (Date.now() > deadline) {
      throw new Error('It did not come about within 30 seconds');
    }
    await new Promise(resolve => {
      setTimeout(resolve, 20);
    });
  }
}

const readinessSchema = z.object({
  status: z.string(),
  checks: z.array(z.object({ name: z.string(), status: z.string() })),
});

/** What `/readyz` says once it is ready: a check gives up after a second, which a busy machine may take. */
export async function untilReady(
  url: string,
): Promise<z.infer<typeof readinessSchema>> {
  return await eventually(async () => {
    const { status, body } = await request(`${url}/readyz`, readinessSchema);
    return status === 200 ? body : undefined;
  });
}

export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number(),
  detail: z.string().optional(),
  traceId: z.string().optional(),
  errors: z
    .array(z.object({ pointer: z.string(), detail: z.string() }))
    .optional(),
});
