import { expect, Page, test } from '@playwright/test';
import { expectAccessible } from './support/accessibility';
import { runningIn } from './support/clusters';
import { openTab, Portal } from './support/portal';
import { buyUnanswered } from './support/shop';
import { ask, OF_THE_SHOP } from './support/spans';

/** What the shop is divided into, as its first files have it. */
const DOMAINS = ['e-commerce', 'fulfillment', 'customer-engagement'];

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
  // Metrics are sent once in a while: a platform that has just started has none yet.
  await expect(async () => {
    await page.reload();
    await expect(chart('Database connections in use')).toBeVisible({
      timeout: 10_000,
    });
  }).toPass({ timeout: 120_000 });
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

/** The names of the parts of a kind that an entity's page has in a card. */
async function partsOf(
  page: Page,
  entity: string,
  kind: 'system' | 'component',
): Promise<string[]> {
  await page.goto(`/catalog/default/${entity}`);
  // All of them come at once; before that the card says for a moment that there are none.
  const links = page
    .locator('.bui-Card')
    .filter({ has: page.getByText(`Has ${kind}s`, { exact: true }) })
    .locator(`a[href*="/catalog/default/${kind}/"]`);
  await expect(links.first()).toBeVisible();
  return await links.evaluateAll(all =>
    all.map(link => String(link.getAttribute('href')?.split('/').at(-1))),
  );
}

test('domains lead to systems, and systems to what runs of the shop, to all of it and to nothing else', async ({
  page,
}) => {
  const portal = new Portal(page);
  await portal.open();
  await portal.signInAs('viewer');
  const components: string[] = [];
  for (const domain of DOMAINS) {
    for (const system of await partsOf(page, `domain/${domain}`, 'system')) {
      components.push(
        ...(await partsOf(page, `system/${system}`, 'component')),
      );
    }
  }

  expect(components).toContain('core-service');
  // What the catalog calls core-service is core in a cluster.
  const apps = components.map(name => name.replace(/-service$/, '')).sort();
  // A pod that was just killed by another test comes back.
  await expect(async () => {
    expect(await runningIn('shop')).toEqual(apps);
  }).toPass({ timeout: 60_000 });
});
