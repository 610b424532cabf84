import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, Page, test } from '@playwright/test';
import { expectAccessible } from './support/accessibility';
import { dataFolder, kill, Portal, processId } from './support/portal';

/** Lets a back end answer as it does when it cannot reach what it needs. */
async function takeDown(page: Page, plugin: string) {
  await page.route(`**/api/${plugin}/**`, route =>
    route.fulfill({
      status: 503,
      json: {
        error: {
          name: 'ServiceUnavailableError',
          message: `${plugin} is down for the test`,
        },
        request: { method: 'GET', url: route.request().url() },
        response: { statusCode: 503 },
      },
    }),
  );
}

for (const theme of ['light', 'dark'] as const) {
  test(`home names the parts that do not answer and shows the rest (${theme})`, async ({
    page,
  }) => {
    const portal = new Portal(page);
    await portal.open({ theme });
    await portal.signInAs('developer');
    await takeDown(page, 'search');
    await page.goto('/');
    const search = page.getByRole('group', { name: 'Search' });
    await expect(search).toContainText('Down');
    await expect(search).toContainText('503');
    await expect(page.getByRole('group', { name: 'Catalog' })).toContainText(
      'Healthy',
    );
    await expectAccessible(page);

    await takeDown(page, 'catalog');
    await page.goto('/');
    await expect(page.getByRole('group', { name: 'Catalog' })).toContainText(
      'Down',
    );
    await expect(
      page.getByRole('button', { name: /try again|retry/i }).first(),
    ).toBeVisible();
    await expectAccessible(page);

    await page.unroute('**/api/catalog/**');
    await page
      .getByRole('button', { name: /try again|retry/i })
      .first()
      .click();
    await expect(
      page.getByRole('link', { name: 'Core', exact: true }),
    ).toBeVisible();
  });
}

test('every page of the portal stays readable and accessible when its back end is down', async ({
  page,
}) => {
  // Each of many pages is scanned, and a scan takes seconds on a busy machine.
  test.setTimeout(420_000);
  const portal = new Portal(page);
  await portal.open();
  await portal.signInAs('platform-engineer');
  for (const plugin of [
    'catalog',
    'search',
    'techdocs',
    'scaffolder',
    'templates',
    'notifications',
    'traces',
    'analytics',
    'chaos',
    'regions',
    'kubernetes',
    'user-settings',
  ]) {
    await takeDown(page, plugin);
  }
  for (const path of [
    '/',
    '/catalog',
    '/catalog/default/component/core-service',
    '/catalog-graph',
    '/api-docs',
    '/traces',
    '/traces/trace/0123456789abcdef0123456789abcdef',
    '/catalog/default/component/core-service/traces',
    '/catalog/default/component/core-service/kubernetes',
    '/analytics',
    '/analytics/component/default/analytics-etl/sales',
    '/analytics/explorer',
    '/analytics/pipelines',
    '/chaos',
    '/chaos/new',
    '/chaos/schedules',
    '/chaos/workflows/new',
    '/chaos/calendar',
    '/chaos/runs/5f1c7d62-64c5-4a4c-9c2a-6a4d1a3b7d10',
    '/regions',
    '/regions/europe-west1',
    '/docs',
    '/docs/default/component/core-service',
    '/search?query=core',
    '/create',
    '/templates',
    '/notifications',
    '/settings',
  ]) {
    await page.goto(path);
    await portal.expectSignedIn();
    await expect(
      page.getByText(/down for the test|503|no answer|not found/i).first(),
    ).toBeVisible();
    await expectAccessible(page);
  }
});

test('a killed PostgreSQL is started again, and the portal never goes away', async ({
  page,
}) => {
  const portal = new Portal(page);
  await portal.open();
  await portal.signInAs('developer');
  const portalProcess = processId('portal');
  const database = processId('postgres-portal');
  kill('postgres-portal');
  await expect
    .poll(() => {
      try {
        return processId('postgres-portal');
      } catch {
        return database;
      }
    })
    .not.toBe(database);
  await expect(async () => {
    await page.goto('/catalog?filters%5Buser%5D=all');
    await expect(
      page.getByRole('link', { name: 'Core', exact: true }),
    ).toBeVisible({ timeout: 10_000 });
  }).toPass({ timeout: 90_000 });
  expect(processId('portal')).toBe(portalProcess);
});

test('a catalog file that does not validate is named on the home page, and the rest of the catalog stays', async ({
  page,
}) => {
  const file = join(dataFolder(), 'fixtures/catalog.yaml');
  const valid = readFileSync(file, 'utf8');
  const portal = new Portal(page);
  await portal.open();
  await portal.signInAs('platform-engineer');
  const tile = page.getByRole('group', { name: 'Catalog' });
  await expect(tile).toContainText('Healthy');
  try {
    writeFileSync(
      file,
      valid.replace('kind: Component', 'kind: Component\n  of: nothing'),
    );
    await expect(async () => {
      await page.goto('/');
      await expect(tile).toContainText('Degraded', { timeout: 5_000 });
    }).toPass({ timeout: 90_000 });
    await expect(tile).toContainText('catalog.yaml');
    await portal.visit('/catalog?filters%5Buser%5D=all', /^Core$/);
  } finally {
    writeFileSync(file, valid);
  }
  await expect(async () => {
    await page.goto('/');
    await expect(tile).toContainText('Healthy', { timeout: 5_000 });
  }).toPass({ timeout: 90_000 });
});

test('a TechDocs page with HTML and script in it is shown without the script', async ({
  page,
}) => {
  const dialogs: string[] = [];
  page.on('dialog', dialog => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  const portal = new Portal(page);
  await portal.visitAs(
    'viewer',
    '/docs/default/component/docs-with-script',
    /After the script/,
  );
  await expect(page.getByText('A word in bold')).toHaveCSS(
    'font-weight',
    /700|bold/,
  );
  expect(await page.evaluate(() => 'scriptRan' in window)).toBe(false);
  expect(dialogs).toEqual([]);
});
