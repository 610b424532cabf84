import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { z } from 'zod';
import { asJson, problemSchema, request } from './support/http.ts';
import {
  addCustomer,
  addProduct,
  changeProduct,
  placeOrder,
  prepare,
  productSchema,
  startShop,
} from './support/shop.ts';
import { forgetSpans, theSpan } from './support/telemetry.ts';

const pageSchema = z.object({
  items: z.array(productSchema),
  nextCursor: z.string().optional(),
});

beforeEach(forgetSpans);

test('products are found by the beginnings of their words, in both languages', async t => {
  const shop = await startShop(t);
  const mug = await addProduct(shop, { description: 'Ручний РОЗПИС, 0,3 л' });
  const jug = await addProduct(shop, {
    name: "Глечик для м'яти",
    nameEn: 'Mint jug',
  });
  const search = async (query: string) => {
    const { body } = await request(
      `${shop.url}/products?query=${encodeURIComponent(query)}`,
      pageSchema,
    );
    return body.items.map(({ id }) => id);
  };

  assert.deepEqual(await search('горнятка'), [mug]);
  assert.deepEqual(await search('КОСІВ'), [mug]);
  assert.deepEqual(await search('розпису'), [mug]);
  assert.deepEqual(await search('mugs'), [mug]);
  assert.deepEqual(await search('глечики'), [jug]);
  assert.deepEqual(await search('м’яти'), [jug]);
  assert.deepEqual(await search('mint mug'), []);
  assert.deepEqual(await search(`'); & | ! <-> :*`), []);
});

test('every order of the list goes through all pages', async t => {
  const shop = await startShop(t);
  for (const amount of [300, 100, 200, 100, 500]) {
    await addProduct(shop, { price: { amount, currency: 'UAH' } });
  }
  const walk = async (parameters: string) => {
    const prices: number[] = [];
    let cursor: string | undefined;
    do {
      const next = cursor === undefined ? '' : `&cursor=${cursor}`;
      const { body } = await request(
        `${shop.url}/products?limit=2&${parameters}${next}`,
        pageSchema,
      );
      prices.push(...body.items.map(({ price }) => price.amount));
      cursor = body.nextCursor;
    } while (cursor !== undefined);
    return prices;
  };

  assert.deepEqual(await walk('sort=price_asc'), [100, 100, 200, 300, 500]);
  assert.deepEqual(
    await walk('sort=price_desc&category=kitchen'),
    [500, 300, 200, 100, 100],
  );
  assert.equal((await walk('sort=newest')).length, 5);
  assert.equal((await walk('query=mug')).length, 5);
  assert.deepEqual(await walk('category=garden'), []);
  const { body } = await request(
    `${shop.url}/products?limit=2&sort=newest`,
    pageSchema,
  );
  const mixed = await request(
    `${shop.url}/products?sort=price_asc&cursor=${body.nextCursor}`,
    problemSchema,
  );
  assert.equal(mixed.status, 400);
});

test('a product is changed in the version that was read, and the cache follows', async t => {
  const shop = await startShop(t);
  const id = await addProduct(shop);
  const read = async () =>
    (await request(`${shop.url}/products/${id}`, productSchema)).body;
  assert.equal((await read()).price.amount, 34900);
  forgetSpans();
  await read();
  assert.equal(
    theSpan('GET core-product').attributes['cache.hit'],
    true,
    'the second read comes from the cache',
  );

  const price = { price: { amount: 32900, currency: 'UAH' } };
  assert.equal((await changeProduct(shop, id, '2', price)).status, 200);
  assert.equal((await changeProduct(shop, id, '2', price)).status, 409);
  assert.equal((await changeProduct(shop, id, 'x', price)).status, 400);
  assert.equal((await changeProduct(shop, id, '3', {})).status, 400);
  const wrong = { category: 'nowhere' };
  assert.equal((await changeProduct(shop, id, '3', wrong)).status, 400);
  assert.equal((await read()).price.amount, 32900);
});

test('a quote prices what is sold and names what is not', async t => {
  const shop = await startShop(t);
  const sold = await addProduct(shop);
  const archived = await addProduct(shop);
  await changeProduct(shop, archived, '2', { status: 'archived' });

  const { body } = await request(
    `${shop.url}/quotes`,
    z.looseObject({ unsold: z.array(z.string()), total: z.unknown() }),
    asJson({
      lines: [sold, archived].map(productId => ({ productId, quantity: 3 })),
    }),
  );

  assert.deepEqual(body.unsold, [archived]);
  assert.deepEqual(body.total, { amount: 3 * 34900, currency: 'UAH' });
});

test('a customer is registered once, and erased when nothing is open', async t => {
  const shop = await startShop(t);
  const checkout = await prepare(shop);
  const url = `${shop.url}/customers/${checkout.customerId}`;
  const emailSchema = z.looseObject({ email: z.string() });
  const { email } = (await request(url, emailSchema)).body;
  const same = await request(
    `${shop.url}/customers`,
    problemSchema,
    asJson({ email: email.toUpperCase(), name: 'Other', locale: 'en' }),
  );
  assert.equal(same.status, 409);
  const erase = (of = url) => request(of, z.unknown(), { method: 'DELETE' });

  await placeOrder(shop, checkout, z.unknown(), {
    delivery: { method: 'courier', city: 'Kyiv', street: 'Khreshchatyk 1' },
  });
  assert.equal((await erase()).status, 409);
  await shop.query(`UPDATE core.orders SET status = 'delivered'`);
  assert.equal((await erase()).status, 204);
  assert.equal((await erase()).status, 404);
  assert.equal((await request(url, problemSchema)).status, 404);
  const kept = JSON.stringify([
    await shop.query('SELECT * FROM core.customers'),
    await shop.query('SELECT * FROM core.orders'),
  ]);
  assert.doesNotMatch(kept, /Halyna|@example|Khreshchatyk/);
  const refused = await placeOrder(
    shop,
    { ...checkout, key: crypto.randomUUID() },
    problemSchema,
  );
  assert.equal(refused.status, 400);
  assert.equal(
    (await erase(`${shop.url}/customers/${await addCustomer(shop)}`)).status,
    204,
  );
});
