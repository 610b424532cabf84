import { expect, Page, test } from '@playwright/test';
import { expectAccessible } from './support/accessibility';
import { openTab, Portal } from './support/portal';
import { buyUnanswered } from './support/shop';
import { ask, OF_THE_SHOP } from './support/spans';

const list = (page: Page) => page.getByRole('region', { name: 'Traces found' });
const waterfall = (page: Page) => page.getByRole('treegrid');

test('a developer finds the payment that failed under an order of the living shop', async ({
  page,
}) => {
  test.setTimeout(300_000);
  const { traceId } = await buyUnanswered();

  const portal = new Portal(page);
  await portal.open();
  await portal.signInAs('developer');
  await page.goto('/catalog/default/component/core-service');
  await openTab(page, 'Traces');
  await page.getByText('Only errors').click();
  const failed = list(page)
    .getByRole('row')
    .filter({ has: page.locator(`a[href*="${traceId}"]`) });
  await expect(failed).toBeVisible({ timeout: 30_000 });
  await failed.getByRole('link').first().click();

  // Storefront, Core, Payments and LiqPay in one trace.
  await expect(page).toHaveURL(new RegExp(traceId));
  for (const request of [
    'storefront-service POST /api/checkout',
    'core-service POST /orders',
  ]) {
    await expect(
      waterfall(page).getByRole('row').filter({ hasText: request }).first(),
    ).toBeVisible();
  }
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
  await expect(page.getByText('error.type').first()).toBeVisible();
  await expectAccessible(page);
});

test("a service's tab says how its processes are, as they told it", async ({
  page,
}) => {
  const portal = new Portal(page);
  await portal.open();
  await portal.signInAs('developer');
  await page.goto('/catalog/default/component/payments-service');
  await openTab(page, 'Traces');
  await expect(page.getByRole('heading', { name: 'Runtime' })).toBeVisible();
  const chart = (name: string) =>
    page
      .getByRole('region', { name: 'Runtime of payments-service' })
      .getByRole('figure', { name, exact: true });
  await expect(chart('Event-loop delay, p99')).toContainText(
    /\d.* at most in the last hour · busy up to \d/,
  );
  await expect(chart('Heap in use')).toContainText(
    /\d\sMB of \d.* at most in the last hour · \d.* of memory in all/,
  );
  const [stored] = await ask(`
    SELECT maxIf(Value, MetricName = 'db.client.connection.max') AS connections,
      maxIf(Value, MetricName = 'process.memory.usage') AS memory
    FROM otel_metrics_sum
    WHERE ${OF_THE_SHOP} AND ServiceName = 'payments-service' AND TimeUnix > now() - 3600`);
  expect(stored.connections).toBeGreaterThan(0);
  // A process of Node has no less.
  expect(stored.memory).toBeGreaterThan(10_000_000);
  await expect(chart('Database connections in use')).toContainText(
    new RegExp(
      `\\d of ${stored.connections} at most in the last hour · waiting: \\d`,
    ),
  );
});
