import { expect, Page, test } from '@playwright/test';
import { expectAccessible } from './support/accessibility';
import { podsOf } from './support/clusters';
import { endpoints, Portal } from './support/portal';

/** An installation from the registry and a compilation. */
const BUILT = 180_000;
/** A dry run of the template. */
const RENDERED = 30_000;
const NAME = 'loyalty-points';
const FORM = '/create/templates/default/traced-service';

const next = (page: Page) => page.getByRole('button', { name: 'Next' });
const name = (page: Page) =>
  page.getByRole('textbox', { name: 'Name', exact: true });
const port = (page: Page) => page.getByRole('textbox', { name: /Port/ });

async function choose(page: Page, label: string, option: string) {
  await page.getByRole('textbox', { name: label, exact: true }).click();
  await page.getByRole('option', { name: option }).click();
}

/** Answers everything on the form's first page but the name. */
async function describeService(page: Page) {
  await page
    .getByRole('textbox', { name: 'What it does' })
    .fill('Counts the points that customers collect.');
  await choose(page, 'Owner', 'Orders team');
  await choose(page, 'System', 'Order management');
}

async function openForm(page: Page) {
  await page.goto(FORM);
  await expect(name(page)).toBeVisible();
}

test('a developer creates a service and follows it to its repository, its build and the catalog', async ({
  page,
  browser,
}) => {
  test.setTimeout(2 * BUILT + 120_000);
  const portal = new Portal(page);
  await portal.open();
  await portal.signInAs('developer');
  await page.getByRole('link', { name: 'Create', exact: true }).click();
  await expect(page.getByText('Traced service', { exact: true })).toBeVisible();
  await expectAccessible(page);
  await page
    .locator('.MuiCard-root')
    .filter({ has: page.getByText('Traced service', { exact: true }) })
    .getByRole('button', { name: 'Choose' })
    .click();

  await name(page).fill(NAME);
  await describeService(page);
  await expect(
    page.getByText(new RegExp(`Becomes .*/shop-platform/${NAME}$`)),
  ).toBeVisible();
  await expectAccessible(page);
  await next(page).click();
  // As the form opens: what has a default is left at it.
  await expect(
    page.getByRole('checkbox', { name: 'Keeps data in PostgreSQL' }),
  ).toBeChecked();
  await expectAccessible(page);
  await next(page).click();
  await expect(port(page)).toHaveValue('8080');
  await expectAccessible(page);
  await next(page).click();
  // The files that it will make, before anything is made.
  const files = page.getByRole('navigation', { name: 'Files' });
  await expect(files).toBeVisible({ timeout: RENDERED });
  await files.getByRole('button', { name: 'catalog-info.yaml' }).click();
  await expect(
    page.getByRole('region', { name: 'catalog-info.yaml', exact: true }),
  ).toContainText(NAME);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Review', exact: true }).click();
  await expect(page.getByText(`repo=${NAME}`)).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Create', exact: true }).click();

  // The task ends when the service is built and deployed.
  await expect(
    page.getByRole('link', { name: 'Service in the catalog' }),
  ).toBeVisible({ timeout: BUILT });
  // The last of the steps is in sight, too, however many there are.
  await expect(page.getByTestId('step-label').last()).toBeInViewport();
  const links = await Promise.all(
    ['Repository', 'Build'].map(link =>
      page
        .getByRole('link', { name: new RegExp(`^${link}`) })
        .getAttribute('href'),
    ),
  );
  await expectAccessible(page);
  // The log opens by itself, at its end; what the last step waited for is further up.
  await expect(
    page.getByText(/component:default\/loyalty-points-service runs in /),
  ).toBeVisible();
  await page.getByPlaceholder('Search').fill('is built');
  await expect(
    page.getByText(/The image of [0-9a-f]{12} is built/).first(),
  ).toBeVisible();

  await page.getByRole('link', { name: 'Service in the catalog' }).click();
  await expect(page).toHaveURL(
    new RegExp(`/catalog/default/component/${NAME}-service`),
  );
  await expect(
    page.getByText('Counts the points that customers collect.').first(),
  ).toBeVisible();
  await expect(
    page.getByRole('link', { name: /View source/i }),
  ).toHaveAttribute('href', new RegExp(`/shop-platform/${NAME}/tree/main/`));
  await page.goto(`/catalog/default/component/${NAME}-service/docs`);
  await expect(
    page.getByRole('heading', { name: /^Loyalty points/, level: 1 }),
  ).toBeVisible({ timeout: 60_000 });

  // It runs in both regions, and the first request to it is on its page.
  await page.goto(`/catalog/default/component/${NAME}-service/kubernetes`);
  for (const region of ['europe-west1', 'europe-west4']) {
    await expect(page.getByText(region).first()).toBeVisible();
    // The autoscaler's second pod comes by and by, and more where there is much to do.
    await expect(async () => {
      const pods = await podsOf(region, 'shop', NAME);
      const answers = await Promise.all(
        pods.map(({ ip }) => fetch(`http://${ip}:8080/items`)),
      );
      expect(answers.length).toBeGreaterThanOrEqual(2);
      expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
    }).toPass();
  }
  // Spans leave the service half a second after they end: whoever is sooner loads again.
  await expect(async () => {
    await page.goto(`/catalog/default/component/${NAME}-service/traces`);
    await expect(
      page
        .getByRole('region', { name: 'Traces found' })
        .getByText('GET /items')
        .first(),
    ).toBeVisible({ timeout: 10_000 });
  }).toPass({ timeout: 60_000 });

  const { username, password } = new URL(endpoints().gitPages);
  const reader = await browser.newContext({
    httpCredentials: {
      username,
      password: decodeURIComponent(password),
    },
  });
  const [repository, build] = links.map(String);
  const host = await reader.newPage();
  await host.goto(repository);
  for (const file of ['package.json', 'openapi.yaml', '.template/']) {
    await expect(host.getByRole('link', { name: file })).toBeVisible();
  }
  await expect(async () => {
    await host.goto(build);
    await expect(host.getByRole('listitem').first()).toHaveText(/Passed/, {
      timeout: 1_000,
    });
  }).toPass({ timeout: BUILT });
  await host.getByRole('link', { name: 'build', exact: true }).click();
  await expect(host.locator('pre')).toContainText('npm');
  await expectAccessible(host);
  await reader.close();
});

test('what cannot be a name is refused in the form, with the reason', async ({
  page,
}) => {
  const portal = new Portal(page);
  await portal.open();
  await portal.signInAs('developer');
  await openForm(page);
  await describeService(page);
  for (const [bad, reason] of [
    ['../loyalty', /Latin letters and digits/],
    ['loyalty points', /Latin letters and digits/],
    ['лояльність', /Latin letters and digits/],
    ['{{ 7 * 7 }}', /Latin letters and digits/],
    ['loyalty-service', /Without "-service" at the end/],
    ['redis', /not a name of the platform/],
    ['lo', /At least 3 characters/],
    ['core', /catalog has component:default\/core-service already/],
  ] as const) {
    await name(page).fill(bad);
    await next(page).click();
    await expect(page.getByText(reason).first()).toBeVisible();
    await expect(name(page)).toBeVisible();
  }
  await expectAccessible(page);

  await name(page).fill('vouchers');
  await next(page).click();
  await page
    .getByRole('checkbox', { name: 'Keeps data in PostgreSQL' })
    .click();
  await page.getByRole('checkbox', { name: 'Publishes events' }).click();
  await next(page).click();
  await expect(
    page.getByText(/^Needed, because events are published/),
  ).toBeVisible();
  await expectAccessible(page);
  await page
    .getByRole('checkbox', { name: 'Keeps data in PostgreSQL' })
    .click();
  await next(page).click();
  for (const bad of ['80', '70000', '80.5', 'http']) {
    await port(page).fill(bad);
    await next(page).click();
    await expect(
      page.getByText('A whole number from 1024 to 65535', { exact: true }),
    ).toBeVisible();
    await expect(port(page)).toBeVisible();
    await port(page).fill('8080');
  }

  // What passes is shown in words.
  await next(page).click();
  await page.getByRole('button', { name: 'Review', exact: true }).click();
  const rows = page.getByRole('row');
  await expect(rows.filter({ hasText: /^Name/ })).toHaveText(/vouchers$/);
  await expect(rows.filter({ hasText: 'Publishes events' })).toHaveText(/Yes$/);
  await expect(rows.filter({ hasText: 'Caches in Redis' })).toHaveText(/No$/);
});

test('a viewer may look at the templates, and reads who may create from them', async ({
  page,
}) => {
  const portal = new Portal(page);
  await portal.openAs('viewer', '/create', { theme: 'dark' });
  await expect(page.getByText('Traced service', { exact: true })).toBeVisible();
  await expect(
    page.getByText(/Only .*Developers.* may create from templates/),
  ).toBeVisible();
  await expect(page.getByRole('button', { name: 'Choose' })).toHaveCount(0);
  await expectAccessible(page);
});

test('the form works at 768 pixels without scrolling sideways', async ({
  page,
}) => {
  await page.setViewportSize({ width: 768, height: 900 });
  const portal = new Portal(page);
  await portal.open({ theme: 'dark' });
  await portal.signInAs('developer');
  await openForm(page);
  const overflow = await page.evaluate(
    () =>
      document.documentElement.scrollWidth -
      document.documentElement.clientWidth,
  );
  expect(overflow).toBeLessThanOrEqual(0);
  await expectAccessible(page);
});
