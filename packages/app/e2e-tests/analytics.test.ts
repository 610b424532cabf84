import { expect, Page, test } from '@playwright/test';
import { expectAccessible } from './support/accessibility';
import { shippedDashboards } from './support/dashboards';
import { readPng } from './support/pictures';
import { endpoints, openTab, Portal } from './support/portal';

const SALES = '/analytics/component/default/analytics-etl/sales';
/** What could not be read at once, on a busy machine, is read again after a minute. */
const READ_AGAIN = 90_000;

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

test('every dashboard that comes with the shop answers, panel by panel', async ({
  page,
}) => {
  // Some sixty panels.
  test.setTimeout(420_000);
  const portal = new Portal(page);
  await portal.openAs('developer', '/analytics');
  for (const { path, title, panels } of shippedDashboards()) {
    await test.step(title, async () => {
      await page.getByRole('link', { name: title, exact: true }).click();
      await expect(page).toHaveURL(new RegExp(`${path}$`));
      for (const name of panels) {
        // A table in it has the same name.
        const shown = panel(page, name).first();
        await expect(
          shown
            .getByRole('figure')
            .or(shown.getByRole('group', { name: 'Nothing in this time' })),
          name,
        ).toBeVisible({ timeout: READ_AGAIN });
      }
      await expect(page.getByRole('figure').first()).toBeVisible();
      await expect(page.getByRole('alert')).toHaveCount(0);
      await page.getByRole('link', { name: 'All dashboards' }).click();
    });
  }
});

test('a viewer keeps a panel as a picture', async ({ page }) => {
  const portal = new Portal(page);
  await portal.openAs('viewer', SALES);
  const figure = panel(page, 'Revenue over time').getByRole('figure');
  await expect(
    figure.getByRole('img', { name: 'Revenue over time over time' }),
  ).toContainText('₴');
  await figure
    .getByRole('button', { name: 'More for Revenue over time' })
    .click();
  const downloaded = page.waitForEvent('download');
  await page
    .getByRole('menuitem', { name: 'Download as a picture: Revenue over time' })
    .click();
  const download = await downloaded;
  expect(download.suggestedFilename()).toBe('revenue-over-time.png');

  // Twice as sharp as the page, with a margin.
  const size = await figure.evaluate(element => {
    const { width, height } = element.getBoundingClientRect();
    return { width, height };
  });
  const picture = await readPng(page, await download.path());
  expect(picture).toMatchObject({
    isPng: true,
    width: Math.ceil((size.width + 32) * 2),
    height: Math.ceil((size.height + 32) * 2),
  });
  expect(picture.coloursAbove).toBeGreaterThan(2);
  expect(picture.coloursBelow).toBeGreaterThan(2);
});

test('who fills the tables, and how far they are, stands on the pipelines page', async ({
  page,
}) => {
  const portal = new Portal(page);
  await portal.openAs('developer', '/analytics/pipelines');
  const table = page.getByRole('row').filter({ hasText: 'orders_analytics' });
  await expect(table).toContainText(/\d/);
  await expectAccessible(page);
});

/** Clicks on a product of the shop, and says on which, and in which visit. */
async function clickInTheShop(page: Page) {
  const { shop } = endpoints();
  await page.goto(new URL('/products', shop).href);
  await page.locator('a[data-product]').first().click();
  await expect(page).toHaveURL(/\/products\/[0-9a-f-]{36}$/);
  const cookies = await page.context().cookies(shop);
  return {
    product: page.url().slice(-36),
    session: cookies.find(({ name }) => name === 'shop_session')?.value,
  };
}

test('an operator starts the pipeline, lets it copy yesterday again, and finds what a visitor clicked', async ({
  page,
}) => {
  // Each run waits for those before it.
  test.setTimeout(420_000);
  const { product, session } = await clickInTheShop(page);
  expect(session).toMatch(/^[0-9a-f-]{36}$/);
  const portal = new Portal(page);
  await portal.openAs('platform-engineer', '/analytics/pipelines');
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

  // The browser told the shop, the shop its database, and the pipeline the dashboards.
  await page.goto('/analytics/explorer');
  await page
    .getByRole('textbox', { name: 'SQL' })
    .fill(
      `SELECT type, page, product_id FROM events WHERE session_id = '${session}' AND type = 'click'`,
    );
  await expect(async () => {
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await expect(
      page.getByRole('row').filter({ hasText: `click/products${product}` }),
    ).toBeVisible({ timeout: 10_000 });
  }).toPass({ timeout: 150_000 });
});

test('a developer sees who may start the pipeline', async ({ page }) => {
  const portal = new Portal(page);
  await portal.openAs('developer', '/analytics/pipelines');
  await expect(
    page.getByRole('button', { name: 'Run now' }),
  ).toHaveAccessibleDescription(/start pipelines/);
});

test('the explorer answers a developer, and refuses what leads out of the data', async ({
  page,
}) => {
  const portal = new Portal(page);
  await portal.openAs('developer', '/analytics/explorer');
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
  await portal.openAs('viewer', SALES);
  await expect(panel(page, 'Revenue')).toContainText(/₴|UAH/);
  await page.goto('/analytics/explorer');
  await expect(page.getByText(/ask group|may/i).first()).toBeVisible();
});

test('the entity page of the pipeline shows its dashboards', async ({
  page,
}) => {
  const portal = new Portal(page);
  await portal.openAs('developer', '/catalog/default/component/analytics-etl');
  await openTab(page, 'Dashboards');
  await expect(page.getByText('Sales', { exact: true }).first()).toBeVisible();
  await expectAccessible(page);
});
