import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { ROOT_CONTEXT, SpanKind } from '@opentelemetry/api';
import { z } from 'zod';
import { ServiceClient } from '../src/calls/ServiceClient.ts';
import { HttpStatusError, isTimeout } from '../src/outgoing/httpErrors.ts';
import { listen, request } from './support/http.ts';
import { startService } from './support/service.ts';
import { endedSpans, forgetSpans } from './support/telemetry.ts';

const calleesSchema = z.object({
  callees: z.array(z.object({ service: z.string(), reached: z.boolean() })),
});

beforeEach(forgetSpans);

test('a call goes to the other service in the same trace', async t => {
  const other = await startService(t);
  const { url } = await startService(t, {
    CORE_SERVICE_URL: other.url,
    INVENTORY_SERVICE_URL: other.url,
    SHIPPING_SERVICE_URL: other.url,
  });
  forgetSpans();

  const { body } = await request(`${url}/diagnostics/callees`, calleesSchema);

  assert.deepEqual(body.callees, [
    { service: 'core', reached: true },
    { service: 'inventory', reached: true },
    { service: 'shipping', reached: true },
  ]);
  const [first] = endedSpans();
  const servers = endedSpans().filter(span => span.kind === SpanKind.SERVER);
  const clients = endedSpans().filter(span => span.kind === SpanKind.CLIENT);
  const inner = servers.filter(span =>
    clients.some(
      client => client.spanContext().spanId === span.parentSpanContext?.spanId,
    ),
  );
  assert.equal(inner.length, body.callees.length);
  assert.ok(
    endedSpans().every(
      span => span.spanContext().traceId === first?.spanContext().traceId,
    ),
  );
});

test('a service that is away is told as such', async t => {
  const { url } = await startService(t);

  const { status, body } = await request(
    `${url}/diagnostics/callees`,
    calleesSchema,
  );

  assert.equal(status, 200);
  assert.ok(body.callees.every(({ reached }) => !reached));
});

test('reads are tried again, writes are not, and both end in time', async t => {
  let asked = 0;
  const baseUrl = await listen(t, (incoming, outgoing) => {
    asked += 1;
    if (incoming.url !== '/silent') {
      outgoing.writeHead(503).end();
    }
  });
  const clientWith = (timeoutMs: number) =>
    new ServiceClient({ name: 'other', baseUrl, timeoutMs });
  const client = clientWith(20_000);

  await assert.rejects(client.get(ROOT_CONTEXT, '/'), HttpStatusError);
  assert.equal(asked, 2);
  await assert.rejects(client.post(ROOT_CONTEXT, '/', {}), HttpStatusError);
  assert.equal(asked, 3);
  await assert.rejects(clientWith(100).get(ROOT_CONTEXT, '/silent'), isTimeout);
});
