import { expect, Page, test } from '@playwright/test';
import { expectAccessible } from './support/accessibility';
import { openTab, Portal } from './support/portal';

const SALES = '/analytics/component/default/analytics-etl/sales';

const panel = (page: Page, title: string) =>
  page.getByRole('region', { name: title, exact: true });

test('a developer reads the sales of the shop, and the orders behind a product', async ({
  page,
}) => {
  const portal = new Portal(page);
  await portal.open();
  await portal.signInAs('developer');
  await page.getByRole('link', { name: 'Analytics', exact: true }).click();
  await page.getByRole('link', { name: 'Sales', exact: true }).click();
  await expect(page).toHaveURL(new RegExp(`${SALES}$`));

  // Copied from the shop's own database a minute ago.
  await expect(panel(page, 'Revenue')).toContainText(/₴|UAH/);
  await expect(panel(page, 'Orders')).toContainText(/Orders[1-9]/);
  await expect(panel(page, 'Orders')).toContainText(/data up to .*lag/i);
  await expectAccessible(page);

  const top = panel(page, 'Top products');
  await top.getByRole('button').filter({ hasText: '«' }).first().click();
  const rows = page.getByRole('dialog', { name: 'Rows behind Top products' });
  await expect(rows.getByRole('row').nth(1)).toBeVisible();
  await page.keyboard.press('Escape');

  // A link leads to what its sender saw.
  await page.getByText('Compare with the period before').click();
  await expect(page).toHaveURL(/compare/);
  const link = page.url();
  await page.goto('/');
  await page.goto(link);
  await expect(panel(page, 'Orders')).toContainText(/before: \d/);
});

test('who fills the tables, and how far they are, stands on the pipelines page', async ({
  page,
}) => {
  const portal = new Portal(page);
  await portal.open();
  await portal.signInAs('developer');
  await page.goto('/analytics/pipelines');
  const table = page.getByRole('row').filter({ hasText: 'orders_analytics' });
  await expect(table).toContainText(/\d/);
  await expectAccessible(page);
});

test('an operator starts the pipeline, and lets it copy yesterday again', async ({
  page,
}) => {
  // Each run waits for those before it.
  test.setTimeout(420_000);
  const portal = new Portal(page);
  await portal.open();
  await portal.signInAs('platform-engineer');
  await page.goto('/analytics/pipelines');
  await page.getByRole('button', { name: 'Run now' }).click();
  const run = page.getByRole('region', { name: 'Run', exact: true });
  await expect(run.getByRole('status')).toContainText(/rows? copied/);
  await expect(run.getByRole('status')).toContainText('Done', {
    timeout: 150_000,
  });
  await expectAccessible(page);

  await page.getByRole('button', { name: 'Back-fill…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Back-fill analytics-etl' });
  await expect(dialog).toContainText('replaced, not doubled');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Start back-fill' }).click();
  const backfill = page.getByRole('region', { name: 'Back-fill', exact: true });
  await expect(backfill).toBeVisible();

  // It goes on whoever looks, and stands in the link.
  await page.reload();
  await expect(backfill.getByRole('status')).toContainText('Done', {
    timeout: 150_000,
  });
  await expect(
    backfill.getByRole('row').filter({ hasText: 'orders_analytics' }),
  ).toContainText(/\d/);
});

test('a developer sees who may start the pipeline', async ({ page }) => {
  const portal = new Portal(page);
  await portal.open();
  await portal.signInAs('developer');
  await page.goto('/analytics/pipelines');
  await expect(
    page.getByRole('button', { name: 'Run now' }),
  ).toHaveAccessibleDescription(/start pipelines/);
});

test('the explorer answers a developer, and refuses what leads out of the data', async ({
  page,
}) => {
  const portal = new Portal(page);
  await portal.open();
  await portal.signInAs('developer');
  await page.goto('/analytics/explorer');
  const sql = page.getByRole('textbox', { name: 'SQL' });
  await sql.fill(`SELECT product_id, product_name, sum(revenue) AS total_revenue,
  sum(quantity_sold) AS units_sold FROM order_items_analytics
WHERE tenant_id = 'default' AND created_at >= now() - INTERVAL 30 DAY
GROUP BY product_id, product_name ORDER BY total_revenue DESC LIMIT 10`);
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(page.getByText('total_revenue').last()).toBeVisible();
  await expectAccessible(page);

  await sql.fill("SELECT * FROM url('http://127.0.0.1/', 'TSV')");
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText(
    /does not let the portal read or call|may not/,
  );
});

test('a viewer reads dashboards, and learns who may ask questions of their own', async ({
  page,
}) => {
  const portal = new Portal(page);
  await portal.open();
  await portal.signInAs('viewer');
  await page.goto(SALES);
  await expect(panel(page, 'Revenue')).toContainText(/₴|UAH/);
  await page.goto('/analytics/explorer');
  await expect(page.getByText(/ask group|may/i).first()).toBeVisible();
});

test('the entity page of the pipeline shows its dashboards', async ({
  page,
}) => {
  const portal = new Portal(page);
  await portal.open();
  await portal.signInAs('developer');
  await page.goto('/catalog/default/component/analytics-etl');
  await openTab(page, 'Dashboards');
  await expect(page.getByText('Sales', { exact: true }).first()).toBeVisible();
  await expectAccessible(page);
});
