import { expect, Page, test } from '@playwright/test';
import { expectAccessible } from './support/accessibility';
import { openTab, Portal } from './support/portal';
import { buyUnanswered } from './support/shop';

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

test("a service's tab says how its processes are", async ({ page }) => {
  const portal = new Portal(page);
  await portal.open();
  await portal.signInAs('developer');
  await page.goto('/catalog/default/component/payments-service');
  await openTab(page, 'Traces');
  await expect(page.getByRole('heading', { name: 'Runtime' })).toBeVisible();
  await expect(page.getByText('Event-loop delay').first()).toBeVisible();
});
