import { expect, type Page, test } from '@playwright/test';
import { expectAccessible } from './support/accessibility';
import { Repository } from './support/gitHost';
import { expectToFit } from './support/layout';
import { Portal } from './support/portal';

/** A dry run of a template, or its task with the checks. */
const RENDERED = 60_000;
const NAME = 'previews-of-the-shop';

const next = (page: Page) => page.getByRole('button', { name: 'Next' });
const textbox = (page: Page, name: string) =>
  page.getByRole('textbox', { name, exact: true });

async function choose(page: Page, label: string, option: string) {
  await textbox(page, label).click();
  await page.getByRole('option', { name: option }).click();
}

/** The page of what is carried, and where. */
async function describeMesh(page: Page) {
  await choose(page, 'Systems', 'Order management');
  await page.keyboard.press('Escape');
  await textbox(page, 'Domain').fill('shop.example.com');
}

/** The page of traffic, with a canary whose share is none at first. */
async function describeTraffic(page: Page) {
  await textbox(page, 'Issuer of the tokens').fill(
    'https://login.shop.example.com/',
  );
  await textbox(page, 'Keys of the issuer').fill(
    'https://login.shop.example.com/keys',
  );
  await expect(textbox(page, 'Share in percent')).toHaveCount(0);
  await page
    .getByRole('checkbox', { name: /^Try a new version on some/ })
    .click();
  await choose(page, 'Whose new version', 'Core');
  const share = textbox(page, 'Share in percent');
  await expect(share).toHaveValue('5');
  await share.fill('101');
  await page.getByRole('radio', { name: 'Requests with a header' }).click();
  await expect(textbox(page, 'Its value')).toHaveValue('next');
  await next(page).click();
  await expect(
    page.getByText('A whole number from 0 to 100', { exact: true }),
  ).toBeVisible();
  await expectAccessible(page);
  await share.fill('10');
}

test('the form of the mesh asks about a canary where there is one, and says which answer is wrong', async ({
  page,
}) => {
  const portal = new Portal(page);
  await portal.openAs(
    'platform-engineer',
    '/create/templates/default/istio-mesh',
  );
  await describeMesh(page);
  await expectAccessible(page);
  await next(page).click();
  await describeTraffic(page);
  await next(page).click();
  await expect(textbox(page, 'Repository name')).toBeVisible();
});

test('a platform engineer makes previews of pull requests, which are checked, published and registered', async ({
  page,
}) => {
  test.setTimeout(3 * RENDERED + 120_000);
  const portal = new Portal(page);
  await portal.openAs(
    'platform-engineer',
    '/create/templates/default/devsecops',
  );
  // What only the rest needs is not asked.
  const project = textbox(page, 'Google Cloud project');
  await expect(project).toBeVisible();
  await page.getByRole('radio', { name: 'Previews of pull requests' }).click();
  await expect(project).toHaveCount(0);
  await textbox(page, 'Domain of previews').fill('preview.shop.example.com');
  await expectAccessible(page);
  await next(page).click();
  await expect(page.getByText('Findings that stop a change')).toBeVisible();
  await next(page).click();
  await choose(page, 'Owner', 'Platform team');
  await textbox(page, 'Repository name').fill(NAME);
  await next(page).click();
  await expect(page.getByRole('navigation', { name: 'Files' })).toBeVisible({
    timeout: RENDERED,
  });
  await page.getByRole('button', { name: 'Review', exact: true }).click();
  await page.getByRole('button', { name: 'Create', exact: true }).click();

  const inCatalog = page.getByRole('link', { name: 'In the catalog' });
  await expect(inCatalog).toBeVisible({ timeout: RENDERED });
  // Before a search, whose buttons in Backstage's log have no names.
  await expectAccessible(page);
  await page.getByPlaceholder('Search').fill('files checked');
  await expect(
    page.getByText(/\d+ files checked, nothing found/).first(),
  ).toBeVisible();
  await page.setViewportSize({ width: 768, height: 900 });
  await expectToFit(page);
  await page.setViewportSize({ width: 1280, height: 900 });

  const repository = new Repository(NAME);
  expect(
    await repository.read('infrastructure/preview/gateway/gateway.yaml'),
  ).toContain('*.preview.shop.example.com');
  expect(
    await repository.read('infrastructure/security/README.md'),
  ).toBeUndefined();
  await inCatalog.click();
  await expect(page).toHaveURL(
    /\/catalog\/default\/resource\/preview-environments$/,
  );
  await expect(
    page.getByRole('link', { name: /View source/i }),
  ).toHaveAttribute('href', new RegExp(`/${NAME}/tree/main/`));
});
