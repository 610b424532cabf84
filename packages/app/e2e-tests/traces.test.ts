import { expect, Page, test } from '@playwright/test';
import { expectAccessible } from './support/accessibility';
import { kill, Portal } from './support/portal';

const list = (page: Page) => page.getByRole('region', { name: 'Traces found' });
const rows = (page: Page) => list(page).getByRole('row');
const waterfall = (page: Page) => page.getByRole('treegrid');

/** Drags a rectangle over the upper part of the chart, where the slow traces are. */
async function brushSlowTraces(page: Page) {
  const chart = page.getByRole('img', { name: /Duration over time/ });
  const box = await chart.boundingBox();
  if (!box) {
    throw new Error('The chart is not drawn');
  }
  const at = (x: number, y: number) =>
    [box.x + box.width * x, box.y + box.height * y] as const;
  await page.mouse.move(...at(0.1, 0.05));
  await page.mouse.down();
  await page.mouse.move(...at(0.5, 0.3), { steps: 5 });
  await page.mouse.move(...at(0.95, 0.5), { steps: 5 });
  await page.mouse.up();
}

test('a developer finds the requests that failed, opens one, and shares what it shows', async ({
  page,
  context,
}) => {
  const portal = new Portal(page);
  await portal.open();
  await portal.signInAs('developer');
  await page.getByRole('link', { name: 'Traces', exact: true }).click();
  await expect(rows(page).nth(20)).toBeVisible();
  // At night parcels move while nobody buys, and theirs are the newest.
  await expect(list(page)).toContainText(/(core|shipping)-service/);

  await page.getByText('Only errors').click();
  await expect(page).toHaveURL(/errors=true/);
  await expect(rows(page).nth(1)).toBeVisible();
  await expect(page.getByText(/^\d+ traces?, (\d+) with errors$/)).toHaveText(
    /^(\d+) traces?, \1 with errors$/,
  );

  await brushSlowTraces(page);
  await expect(page).toHaveURL(/minDuration=/);
  const back = page.getByRole('button', { name: 'Back from the selection' });
  await expect(back).toBeVisible();
  await expectAccessible(page);
  await back.click();
  await expect(page).not.toHaveURL(/minDuration=/);

  await rows(page).nth(1).getByRole('link').click();
  await expect(waterfall(page)).toBeVisible();
  // Of the checkouts of tests, which are among these, nobody sends the first span.
  await expect(page.getByRole('heading', { level: 1 })).toContainText(
    /failed in|despite|has not arrived/,
  );
  const spans = waterfall(page).getByRole('row');
  const open = await spans.count();
  await spans.nth(1).click();
  await waterfall(page).press('ArrowLeft');
  await expect(spans).toHaveCount(2);
  await waterfall(page).press('ArrowRight');
  await expect(spans).toHaveCount(open);

  await waterfall(page).press('ArrowDown');
  await waterfall(page).press('Enter');
  const details = page.getByRole('region', { name: 'Span details' });
  await expect(details).toContainText('service.name');
  await expectAccessible(page);

  const shared = await context.newPage();
  await shared.goto(page.url());
  await shared.getByRole('button', { name: /Iryna Shevchuk/ }).click();
  await expect(
    shared.getByRole('region', { name: 'Span details' }),
  ).toContainText('service.name');
  await shared.close();

  await details
    .getByRole('link', { name: /Search traces by/ })
    .first()
    .click();
  await expect(page).toHaveURL(/\/traces\?.*attribute=/);
  await expect(rows(page).nth(1)).toBeVisible();
});

test('an id opens its trace, whatever its size, and what is no id is explained', async ({
  page,
}) => {
  const portal = new Portal(page);
  await portal.openAs('developer', '/traces');
  const box = page.getByPlaceholder('Trace ID');
  await box.fill('order-17');
  await box.press('Enter');
  await expect(page.getByRole('alert')).toContainText('Not a trace ID');
  await box.fill('0123456789abcdef0123456789abcdef');
  await box.press('Enter');
  await expect(page.getByText('No trace with this ID')).toBeVisible();
  await expectAccessible(page);

  await page.goto('/traces?operation=etl.run&minDuration=1min&from=24h');
  await rows(page).nth(1).getByRole('link').click();
  await expect(waterfall(page)).toHaveAttribute('aria-rowcount', '10001');
  expect(await waterfall(page).getByRole('row').count()).toBeLessThan(200);
});

test("a component shows its service's requests and its traces", async ({
  page,
}) => {
  const portal = new Portal(page);
  await portal.openAs(
    'viewer',
    '/catalog/default/component/core-service/traces',
  );
  const requests = page.getByRole('region', {
    name: 'Requests of core-service',
  });
  await expect(requests).toContainText(/[\d.]+\/s/);
  await expect(requests).toContainText(/[\d.]+ ?%/);
  await expect(rows(page).nth(5)).toBeVisible();
  await expectAccessible(page);
  await page.goto('/catalog/default/component/core-service');
  await expect(
    page.getByRole('group', { name: /Requests|Traces/ }).first(),
  ).toContainText(/[\d.]+\/s/);
});

test('a killed ClickHouse comes back, and a trace from before opens again', async ({
  page,
}) => {
  const portal = new Portal(page);
  await portal.openAs('developer', '/traces');
  await expect(rows(page).nth(5)).toBeVisible();
  const newest = await rows(page).nth(1).getByRole('link').getAttribute('href');
  kill('clickhouse');
  await expect(async () => {
    await page.goto(String(newest));
    await expect(waterfall(page)).toBeVisible({ timeout: 10_000 });
  }).toPass({ timeout: 90_000 });
});

for (const path of [
  '/traces',
  '/catalog/default/component/core-service/traces',
]) {
  test(`${path} works at 768 pixels without scrolling sideways`, async ({
    page,
  }) => {
    await page.setViewportSize({ width: 768, height: 900 });
    const portal = new Portal(page);
    await portal.openAs('developer', path, { theme: 'dark' });
    await expect(rows(page).nth(5)).toBeVisible();
    const overflow = await page.evaluate(
      () =>
        document.documentElement.scrollWidth -
        document.documentElement.clientWidth,
    );
    expect(overflow).toBeLessThanOrEqual(0);
    await expectAccessible(page);
  });
}
