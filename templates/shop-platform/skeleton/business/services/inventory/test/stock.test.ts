import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { beforeEach, test } from 'node:test';
import { z } from 'zod';
import { stockLevelSchema } from '../src/stock/StockLevel.ts';
import { problemSchema, request } from './support/http.ts';
import { startPostgres } from './support/postgres.ts';
import { startService } from './support/service.ts';
import {
  deliver,
  hold,
  keyed,
  levelPageSchema,
  query,
  stockOf,
} from './support/shop.ts';
import { forgetSpans, theSpan } from './support/telemetry.ts';

beforeEach(forgetSpans);

test('levels are listed by product, page by page, and filtered', async t => {
  const { url } = await startService(t);
  const products: string[] = [];
  for (const kyiv of [1, 10, 20]) {
    products.push(await deliver(url, { kyiv, lviv: 5 }));
  }

  const listed: string[] = [];
  let cursor: string | undefined;
  do {
    const after = cursor === undefined ? '' : `&cursor=${cursor}`;
    const { body } = await request(
      `${url}/stock-levels?limit=4${after}`,
      levelPageSchema,
    );
    listed.push(
      ...body.items.map(item => `${item.productId} ${item.warehouse}`),
    );
    cursor = body.nextCursor;
  } while (cursor !== undefined);

  assert.deepEqual(
    listed,
    products.toSorted().flatMap(id => [`${id} kyiv`, `${id} lviv`]),
  );
  const two = products
    .slice(1)
    .map(id => `productId=${id}`)
    .join('&');
  const low = await request(
    `${url}/stock-levels?${two}&below=20`,
    levelPageSchema,
  );
  assert.deepEqual(
    low.body.items.map(({ available }) => available).toSorted(),
    [10, 5, 5],
  );
  const one = await request(
    `${url}/stock-levels?productId=${products[0]}`,
    levelPageSchema,
  );
  assert.equal(one.body.items.length, 2);
  for (const wrong of ['limit=0', 'cursor=bm9uc2Vuc2U', 'productId=x']) {
    const answer = await request(`${url}/stock-levels?${wrong}`, problemSchema);
    assert.equal(answer.status, 400, wrong);
  }
});

test('a correction is made once, leaves a record, and is traced', async t => {
  const databaseUrl = await startPostgres(t);
  const { url } = await startService(t, { DATABASE_URL: databaseUrl });
  const mug = await deliver(url, { kyiv: 10 });
  const key = randomUUID();
  const adjust = <T>(schema: z.ZodType<T>, change: number) =>
    request(
      `${url}/stock-levels/${mug}/adjustments`,
      schema,
      keyed(
        { warehouse: 'kyiv', change, reason: 'damaged', comment: 'fell' },
        key,
      ),
    );
  forgetSpans();

  const answers = await Promise.all([
    adjust(stockLevelSchema, -6),
    adjust(stockLevelSchema, -6),
  ]);

  assert.deepEqual(
    answers.map(({ body }) => body.onHand),
    [4, 4],
  );
  assert.deepEqual(await stockOf(databaseUrl, mug), { kyiv: [4, 0] });
  assert.equal((await adjust(problemSchema, -4)).status, 422);
  const records = await query(
    databaseUrl,
    'SELECT change, reason FROM inventory.adjustments WHERE product_id = $1 ORDER BY created_at',
    [mug],
  );
  assert.deepEqual(records, [
    { change: 10, reason: 'delivery' },
    { change: -6, reason: 'damaged' },
  ]);
  assert.equal(
    theSpan('UPDATE stock').attributes['db.system.name'],
    'postgresql',
  );
});

test('what is reserved cannot be taken away, and only a delivery makes a level', async t => {
  const databaseUrl = await startPostgres(t);
  const { url } = await startService(t, { DATABASE_URL: databaseUrl });
  const mug = await deliver(url, { kyiv: 5 });
  await hold(url, { [mug]: 4 });
  const adjust = (productId: string, change: number, reason = 'stocktaking') =>
    request(
      `${url}/stock-levels/${productId}/adjustments`,
      problemSchema,
      keyed({ warehouse: 'kyiv', change, reason }),
    );

  assert.equal((await adjust(mug, -2)).status, 409);
  assert.equal((await adjust(randomUUID(), -2)).status, 404);
  assert.equal((await adjust(randomUUID(), 2)).status, 404);
  assert.equal((await adjust(mug, 0)).status, 400);
  assert.deepEqual(await stockOf(databaseUrl, mug), { kyiv: [5, 4] });
});
