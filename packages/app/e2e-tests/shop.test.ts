import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, Page, test } from '@playwright/test';
import { expectAccessible } from './support/accessibility';
import { dataFolder, openTab, Portal } from './support/portal';

const list = (page: Page) => page.getByRole('region', { name: 'Traces found' });
const waterfall = (page: Page) => page.getByRole('treegrid');

/** Where the shop is, as its customers reach it. */
function shopUrl(): string {
  const { shop } = JSON.parse(
    readFileSync(join(dataFolder(), 'endpoints.json'), 'utf8'),
  );
  if (!shop) {
    throw new Error('The shop is not open: see the log of the platform');
  }
  return shop;
}

/** Buys one thing at the shop as a guest would, with a card of which the outcome is known. */
async function buy(paymentToken: string): Promise<number> {
  const session = { 'x-session-id': randomUUID() };
  const call = (path: string, method = 'GET', body?: object, headers = {}) =>
    fetch(new URL(path, shopUrl()), {
      method,
      headers: {
        ...session,
        ...(body ? { 'content-type': 'application/json' } : {}),
        ...headers,
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });

  const products = await (await call('/products')).text();
  const product = /\/products\/([0-9a-f-]{36})/.exec(products)?.[1];
  await call(`/api/cart/lines/${product}`, 'PUT', { quantity: 1 });
  const cart = await (await call('/api/cart')).json();
  const city = encodeURIComponent('Львів');
  const { items } = await (
    await call(`/api/delivery-options?city=${city}`)
  ).json();
  const branch = items.find(
    (option: { method: string }) => option.method === 'branch',
  );
  const response = await call(
    '/api/checkout',
    'POST',
    {
      delivery: { method: 'branch', city: 'Львів', branchNumber: 14 },
      paymentToken,
      expectedTotal: {
        amount: cart.total.amount + branch.price.amount,
        currency: 'UAH',
      },
      buyer: {
        name: 'Остап Ткаченко',
        email: `${randomUUID()}@example.com`,
      },
    },
    { 'idempotency-key': randomUUID() },
  );
  await response.text();
  return response.status;
}

test('a developer finds the payment that failed under an order of the living shop', async ({
  page,
}) => {
  expect([202, 503, 504]).toContain(await buy('tok_timeout'));

  const portal = new Portal(page);
  await portal.open();
  await portal.signInAs('developer');
  await page.goto('/catalog/default/component/core-service');
  await openTab(page, 'Traces');
  await page.getByText('Only errors').click();
  const failed = list(page)
    .getByRole('row')
    .filter({ hasText: 'POST /api/checkout' })
    .first();
  await expect(failed).toBeVisible({ timeout: 30_000 });
  await failed.getByRole('link').first().click();

  // Storefront, Core, Payments and LiqPay in one trace.
  await expect(waterfall(page)).toContainText('core-service');
  await page.getByPlaceholder('Find text, key=value, id').fill('liqpay charge');
  await expect(page.getByText('1 match')).toBeVisible();
  await page.keyboard.press('Enter');
  const charge = waterfall(page)
    .getByRole('row')
    .filter({ hasText: 'payments-service liqpay charge' })
    .first();
  await expect(charge).toBeVisible();
  await charge.click();
  await expect(page.getByText('external.operation.name')).toBeVisible();
  await expectAccessible(page);
});

test("a service's tab says how its processes are", async ({ page }) => {
  const portal = new Portal(page);
  await portal.open();
  await portal.signInAs('developer');
  await page.goto('/catalog/default/component/payments-service');
  await openTab(page, 'Traces');
  await expect(page.getByRole('heading', { name: 'Runtime' })).toBeVisible();
  await expect(page.getByText('Event-loop delay').first()).toBeVisible();
});
