import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { goneId, mugId, orderId } from './support/callees.ts';
import { startVisit, type PageAnswer } from './support/shop.ts';
import { forgetSpans, theSpan } from './support/telemetry.ts';

beforeEach(forgetSpans);

function inputOf({ text }: PageAnswer, name: string): string {
  const found = new RegExp(`name="${name}"\\s+value="([^"]*)"`).exec(text);
  assert.ok(found?.[1] !== undefined, `an input ${name}`);
  return found[1];
}

test('the catalogue is shown in both languages, and nothing in it is markup', async t => {
  const { open } = await startVisit(t);

  const home = await open('/');
  const list = await open('/products?query=%3Cscript%3E&sort=price_asc');
  const product = await open(`/products/${mugId}`);
  const english = await open(`/products/${mugId}?lang=en`);

  for (const { status, text, headers } of [home, list, product]) {
    assert.equal(status, 200);
    assert.match(text, /^<!doctype html>\s*<html lang="uk">/i);
    assert.match(text, /Горнятко &lt;b&gt;«Косів»&lt;\/b&gt;/);
    assert.doesNotMatch(text, /<b>|<script>/);
    const nonce = /script-src 'nonce-([^']+)'/.exec(
      headers.get('content-security-policy') ?? '',
    )?.[1];
    assert.ok(nonce && text.includes(`<script nonce="${nonce}">`));
  }
  assert.match(home.text, /Кухня/);
  assert.match(list.text, /value="&lt;script&gt;"/);
  assert.match(list.text, /cursor=bmV4dA/);
  assert.match(product.text, /Розпис &amp; полива/);
  assert.match(product.text, /349,00/);
  assert.match(english.text, /<html lang="en">[^]*Clay mug “Kosiv”/);
  assert.match(english.headers.get('set-cookie') ?? '', /shop_lang=en/);
  assert.notEqual(
    home.headers.get('content-security-policy'),
    list.headers.get('content-security-policy'),
  );
});

test('pages come from the cache while they are fresh, and when Core is away', async t => {
  const { open, core } = await startVisit(t, { CACHE_FRESH_MS: '1' });
  await open(`/products/${mugId}`);
  core.answer = () => ({ status: 503 });

  const stale = await open(`/products/${mugId}`);
  const never = await open('/');

  assert.equal(stale.status, 200);
  assert.match(stale.text, /Косів/);
  assert.equal(never.status, 503);
  assert.match(never.text, /Спробуйте ще раз/);
  core.answer = () => ({
    status: 404,
    body: { type: 'x/not-found', title: 'Not found', status: 404 },
  });
  assert.equal((await open(`/products/${mugId}`)).status, 404);
});

test('a fresh page asks Core nothing', async t => {
  const { open, core } = await startVisit(t);
  await open(`/products/${mugId}`);
  const asked = core.calls.length;
  forgetSpans();

  await open(`/products/${mugId}`);

  assert.equal(core.calls.length, asked);
  assert.equal(theSpan('GET storefront-page').attributes['cache.hit'], true);
});

test('a guest buys with forms alone', async t => {
  const { open, core } = await startVisit(t);
  assert.match((await open('/cart')).text, /Кошик порожній/);
  assert.equal((await open('/checkout')).headers.get('location'), '/cart');

  const put = await open('/cart/lines', { productId: mugId, quantity: '2' });
  assert.deepEqual([put.status, put.headers.get('location')], [303, '/cart']);
  assert.match((await open('/cart')).text, /698,00/);
  const form = await open('/checkout');
  const filled = {
    key: inputOf(form, 'key'),
    total_branch: inputOf(form, 'total_branch'),
    name: '"Halyna" <x>',
    email: 'halyna@example.com',
    phone: '',
    method: 'branch',
    city: 'Львів',
    branchNumber: '14',
    street: '',
    paymentToken: 'tok_declined',
  };
  assert.equal(filled.total_branch, '77300');

  const wrong = await open('/checkout', { ...filled, branchNumber: '' });
  assert.equal(wrong.status, 400);
  assert.match(wrong.text, /branchNumber/);
  assert.match(wrong.text, /value="&quot;Halyna&quot; &lt;x&gt;"/);
  core.answer = ({ path }) =>
    path === '/orders'
      ? { status: 402, body: { type: 'x/y', title: 'No', status: 402 } }
      : undefined;
  const declined = await open('/checkout', filled);
  assert.equal(declined.status, 402);
  assert.match(declined.text, /Банк відхилив картку/);
  assert.notEqual(inputOf(declined, 'key'), filled.key);
  core.answer = ({ path }) =>
    path === '/orders' ? { status: 500 } : undefined;
  const away = await open('/checkout', filled);
  assert.equal(away.status, 503);
  assert.equal(inputOf(away, 'key'), filled.key);

  core.answer = () => undefined;
  const bought = await open('/checkout', { ...filled, paymentToken: 'tok_ok' });
  assert.equal(bought.status, 303);
  assert.equal(bought.headers.get('location'), `/orders/${orderId}`);
  const order = await open(`/orders/${orderId}`);
  assert.match(order.text, /10482215[^]*773,00/);
  assert.match(order.text, /http-equiv="refresh"/);
  assert.match((await open('/cart')).text, /Кошик порожній/);
});

test('a line is removed, a form of another site and a page that is not there are refused', async t => {
  const { open, url } = await startVisit(t);
  await open('/cart/lines', { productId: mugId, quantity: '1' });
  await open('/cart/lines', { productId: mugId, quantity: '1', remove: 'yes' });
  assert.match((await open('/cart')).text, /Кошик порожній/);

  const foreign = await fetch(`${url}/cart/lines`, {
    method: 'POST',
    headers: { 'sec-fetch-site': 'cross-site' },
    body: new URLSearchParams({ productId: goneId, quantity: '1' }),
  });
  assert.equal(foreign.status, 403);
  await foreign.body?.cancel();
  assert.equal((await open('/products/nothing')).status, 400);
  const unknown = '/orders/00000000-0000-4000-8000-000000000000';
  assert.equal((await open(unknown)).status, 404);
});
