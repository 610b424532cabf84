import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { beforeEach, test } from 'node:test';
import { SpanKind, SpanStatusCode } from '@opentelemetry/api';
import { z } from 'zod';
import { reservationSchema } from '../src/reservations/Reservation.ts';
import { eventually, problemSchema, request } from './support/http.ts';
import { startPostgres } from './support/postgres.ts';
import { startService } from './support/service.ts';
import {
  booksDisagree,
  deliver,
  hold,
  keyed,
  query,
  reserve,
  stockOf,
} from './support/shop.ts';
import { forgetSpans, theSpan } from './support/telemetry.ts';

beforeEach(forgetSpans);

async function startShop(
  t: Parameters<typeof startService>[0],
  overrides: NodeJS.ProcessEnv = {},
) {
  const databaseUrl = await startPostgres(t);
  const { url } = await startService(t, {
    DATABASE_URL: databaseUrl,
    ...overrides,
  });
  return { url, databaseUrl };
}

const confirmed = (url: string, id: string) =>
  request(
    `${url}/reservations/${id}/confirmation`,
    z.looseObject({ status: z.unknown(), detail: z.string().optional() }),
    { method: 'PUT' },
  );
const released = (url: string, id: string) =>
  request(`${url}/reservations/${id}`, z.unknown(), { method: 'DELETE' });

test('all lines are held in the one warehouse that has them all, and the trace says which', async t => {
  const { url, databaseUrl } = await startShop(t);
  const mug = await deliver(url, { kyiv: 1, lviv: 5 });
  const tea = await deliver(url, { kyiv: 9, lviv: 9 });
  const orderId = randomUUID();
  forgetSpans();

  const { status, headers, body } = await reserve(
    url,
    { [mug]: 2, [tea]: 3 },
    reservationSchema,
    { orderId },
  );

  assert.equal(status, 201);
  assert.equal(headers.get('location'), `/reservations/${body.id}`);
  assert.equal(headers.get('idempotent-replay'), 'false');
  assert.equal(body.warehouse, 'lviv');
  assert.equal(body.status, 'held');
  assert.deepEqual(await stockOf(databaseUrl, mug), {
    kyiv: [1, 0],
    lviv: [5, 2],
  });
  const step = theSpan('ReserveStock');
  assert.equal(step.attributes['shop.order.id'], orderId);
  assert.equal(step.attributes['shop.warehouse'], 'lviv');
  for (const name of ['SELECT stock', 'UPDATE stock', 'INSERT reservations']) {
    const span = theSpan(name);
    assert.equal(span.kind, SpanKind.CLIENT);
    assert.equal(span.parentSpanContext?.spanId, step.spanContext().spanId);
  }
  const read = await request(
    `${url}/reservations/${body.id}`,
    reservationSchema,
  );
  assert.deepEqual(read.body, body);
});

test('what is short is named by its line, nothing is held, and no step has failed', async t => {
  const { url, databaseUrl } = await startShop(t);
  const mug = await deliver(url, { kyiv: 1 });
  const tea = await deliver(url, { kyiv: 9 });
  const unknown = randomUUID();
  forgetSpans();

  const { status, body } = await reserve(
    url,
    { [tea]: 1, [mug]: 2, [unknown]: 1 },
    problemSchema,
  );

  assert.equal(status, 409);
  assert.match(body.type, /out-of-stock$/);
  assert.deepEqual(
    body.errors?.toSorted((a, b) => (a.pointer < b.pointer ? -1 : 1)),
    [
      { pointer: '/lines/1/quantity', detail: 'at most 1' },
      { pointer: '/lines/2/quantity', detail: 'at most 0' },
    ],
  );
  assert.deepEqual(await stockOf(databaseUrl, tea), { kyiv: [9, 0] });
  for (const name of ['ReserveStock', 'SELECT stock', 'POST /reservations']) {
    assert.equal(theSpan(name).status.code, SpanStatusCode.UNSET, name);
  }
  assert.equal(
    theSpan('ReserveStock').attributes['shop.reservation.outcome'],
    'out-of-stock',
  );
});

test('one piece is promised once, however many ask for it at the same time', async t => {
  const { url, databaseUrl } = await startShop(t);
  const { url: otherPod } = await startService(t, {
    DATABASE_URL: databaseUrl,
  });
  const mug = await deliver(url, { kyiv: 3 });
  const tea = await deliver(url, { kyiv: 30 });

  const answers = await Promise.all(
    Array.from({ length: 10 }, (_value, index) =>
      // The other order of lines: locks are taken in one order all the same.
      reserve(
        index % 2 ? url : otherPod,
        index % 2 ? { [mug]: 1, [tea]: 1 } : { [tea]: 1, [mug]: 1 },
        z.unknown(),
      ),
    ),
  );

  const statuses = answers.map(({ status }) => status).toSorted();
  assert.deepEqual(statuses, [201, 201, 201, ...Array(7).fill(409)]);
  assert.deepEqual(await stockOf(databaseUrl, mug), { kyiv: [3, 3] });
  assert.deepEqual(await booksDisagree(databaseUrl), []);
});

test('a request that is repeated, even at the same time, reserves once; another body is refused', async t => {
  const { url, databaseUrl } = await startShop(t);
  // Enough for one of them only.
  const mug = await deliver(url, { kyiv: 3 });
  const key = randomUUID();
  const orderId = randomUUID();
  const send = () =>
    reserve(url, { [mug]: 2 }, reservationSchema, { key, orderId });

  const answers = await Promise.all([send(), send(), send()]);

  assert.deepEqual(
    answers.map(({ status }) => status),
    [201, 201, 201],
  );
  assert.equal(new Set(answers.map(({ body }) => body.id)).size, 1);
  const replays = answers.map(({ headers }) =>
    headers.get('idempotent-replay'),
  );
  assert.deepEqual(replays.toSorted(), ['false', 'true', 'true']);
  assert.deepEqual(await stockOf(databaseUrl, mug), { kyiv: [3, 2] });
  const other = await reserve(url, { [mug]: 1 }, problemSchema, {
    key,
    orderId,
  });
  assert.equal(other.status, 422);
});

test('confirmed pieces leave the warehouse once; they are not given back', async t => {
  const { url, databaseUrl } = await startShop(t);
  const mug = await deliver(url, { kyiv: 9 });
  const { id } = await hold(url, { [mug]: 2 });

  assert.equal((await confirmed(url, id)).body.status, 'confirmed');
  assert.equal((await confirmed(url, id)).status, 200);

  assert.deepEqual(await stockOf(databaseUrl, mug), { kyiv: [7, 0] });
  assert.equal((await released(url, id)).status, 409);
  assert.equal((await released(url, randomUUID())).status, 404);
});

test('released pieces are free again, once; they cannot be confirmed', async t => {
  const { url, databaseUrl } = await startShop(t);
  const mug = await deliver(url, { kyiv: 9 });
  const { id } = await hold(url, { [mug]: 2 });

  assert.equal((await released(url, id)).status, 204);
  assert.equal((await released(url, id)).status, 204);

  assert.deepEqual(await stockOf(databaseUrl, mug), { kyiv: [9, 0] });
  assert.equal((await confirmed(url, id)).status, 409);
});

test('what nobody confirms lapses once, with several pods at it', async t => {
  const { url, databaseUrl } = await startShop(t, {
    RESERVATION_TTL_MS: '1',
    SWEEP_INTERVAL_MS: '20',
  });
  await startService(t, {
    DATABASE_URL: databaseUrl,
    SWEEP_INTERVAL_MS: '20',
  });
  const mug = await deliver(url, { kyiv: 9 });
  const held = await Promise.all(
    Array.from({ length: 5 }, () => hold(url, { [mug]: 1 })),
  );

  await eventually(async () => {
    const { kyiv } = await stockOf(databaseUrl, mug);
    return kyiv?.[1] === 0 || undefined;
  });

  for (const { id } of held) {
    const { body } = await request(
      `${url}/reservations/${id}`,
      reservationSchema,
    );
    assert.equal(body.status, 'expired');
  }
  assert.deepEqual(await booksDisagree(databaseUrl), []);
  assert.equal((await released(url, held[0]?.id ?? '')).status, 204);
});

test('what lapsed a moment ago is taken again when it is paid, if it is still there', async t => {
  const { url, databaseUrl } = await startShop(t, {
    RESERVATION_TTL_MS: '1',
    SWEEP_INTERVAL_MS: '20',
  });
  const mug = await deliver(url, { kyiv: 1, lviv: 1 });
  const expired = async (id: string) => {
    const { body } = await request(
      `${url}/reservations/${id}`,
      reservationSchema,
    );
    return body.status === 'expired' || undefined;
  };
  const reservations = [];
  for (let count = 0; count < 3; count += 1) {
    const { id } = await hold(url, { [mug]: 1 });
    await eventually(() => expired(id));
    reservations.push(id);
  }

  const answers = [];
  for (const id of reservations) {
    answers.push((await confirmed(url, id)).status);
  }

  assert.deepEqual(answers, [200, 200, 409]);
  assert.deepEqual(await stockOf(databaseUrl, mug), {
    kyiv: [0, 0],
    lviv: [0, 0],
  });
  assert.deepEqual(await booksDisagree(databaseUrl), []);
});

test('the database refuses to oversell, whatever the code does', async t => {
  const { url, databaseUrl } = await startShop(t);
  const mug = await deliver(url, { kyiv: 1 });

  await assert.rejects(
    query(
      databaseUrl,
      'UPDATE inventory.stock SET reserved = 2 WHERE product_id = $1',
      [mug],
    ),
    /stock_not_oversold/,
  );
});

test('wrong input is refused with each wrong field named', async t => {
  const { url } = await startService(t);
  const send = (body: unknown, init = keyed(body)) =>
    request(`${url}/reservations`, problemSchema, init);

  const wrong = await send({
    orderId: 'x',
    lines: [{ productId: randomUUID(), quantity: 0 }],
  });
  assert.equal(wrong.status, 400);
  assert.deepEqual(
    wrong.body.errors?.map(({ pointer }) => pointer),
    ['/orderId', '/lines/0/quantity'],
  );
  const valid = {
    orderId: randomUUID(),
    lines: [{ productId: randomUUID(), quantity: 1 }],
  };
  const { headers: _headers, ...unkeyed } = keyed(valid);
  const without = await send(valid, {
    ...unkeyed,
    headers: { 'content-type': 'application/json' },
  });
  assert.equal(without.status, 400);
  assert.deepEqual(
    without.body.errors?.map(({ pointer }) => pointer),
    ['/idempotency-key'],
  );
});
