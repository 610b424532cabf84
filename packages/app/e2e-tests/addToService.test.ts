import { expect, type Locator, type Page, test } from '@playwright/test';
import { openGitPages, Repository } from './support/gitHost';
import { Portal } from './support/portal';

/** The card asks who may create and what there is, after all the others. */
const CARD_SHOWN = 60_000;
/** A dry run of the template. */
const RENDERED = 30_000;
/** Rendered, checked and proposed. */
const PROPOSED = 60_000;
const FOLDER = 'infrastructure/kubernetes/chaos-mesh';

const NAME = 'shop-infrastructure';

/** Keeps the infrastructure, as the team has it already. */
const repository = new Repository(NAME);

/** Goes through the form to the page that has this, however many are before it. */
async function goOnTo(page: Page, what: Locator) {
  const next = page.getByRole('button', { name: 'Next' });
  await expect(async () => {
    if (!(await what.isVisible()) && (await next.isVisible())) {
      await next.click({ timeout: 2_000 });
    }
    await expect(what).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: RENDERED });
}

/** From the page of the service to the form that its card leads to. */
async function followCard(page: Page) {
  await page.goto('/catalog/default/component/payments-service');
  const card = page.getByRole('group', { name: 'Add to this service' });
  const add = card.getByRole('link', { name: 'Chaos suite', exact: true });
  await expect(add).toBeVisible({ timeout: CARD_SHOWN });
  for (const other of [
    'Service mesh',
    'Observability',
    'Previews of pull requests',
  ]) {
    await expect(
      card.getByRole('link', { name: other, exact: true }),
    ).toBeVisible();
  }
  await add.click();
  await expect(page).toHaveURL(/\/create\/templates\/default\/chaos-suite/);
}

/** Answers what the service's page did not. */
async function fillIn(page: Page) {
  await expect(
    page.getByRole('textbox', { name: 'System', exact: true }),
  ).toHaveValue(/shop-platform|Shop platform/);
  await expect(page.getByRole('textbox', { name: 'Namespace' })).toHaveValue(
    'shop',
  );
  // This one alone, and not the template's own six.
  await expect(page.getByRole('textbox', { name: /^services-\d/ })).toHaveValue(
    'payments',
  );
  const owner = page.getByRole('textbox', { name: 'Owner', exact: true });
  await goOnTo(page, owner);
  await owner.click();
  await page.getByRole('option', { name: 'Payments team' }).click();
  await expect(
    page.getByRole('radio', {
      name: 'A pull request to a repository that exists',
    }),
  ).toBeChecked();
  await page.getByRole('textbox', { name: 'Repository name' }).fill(NAME);
}

test('a developer adds chaos experiments to a service from its page, and reads them in the pull request', async ({
  page,
  browser,
}) => {
  await repository.create();
  const before = await repository.head();
  const portal = new Portal(page);
  await portal.open();
  await portal.signInAs('developer');
  await followCard(page);
  await fillIn(page);

  await goOnTo(page, page.getByRole('navigation', { name: 'Files' }));
  await page.getByRole('button', { name: 'Review', exact: true }).click();
  await expect(
    page.getByRole('row').filter({ hasText: /^Services/ }),
  ).toContainText('payments');
  await page.getByRole('button', { name: 'Create', exact: true }).click();
  const link = page.getByRole('link', { name: /^Pull request/ });
  await expect(link).toBeVisible({ timeout: PROPOSED });

  // Nothing is in the repository before it is merged, and nothing is the service's own.
  expect(await repository.head()).toBe(before);
  const host = await openGitPages(browser);
  await host.goto(String(await link.getAttribute('href')));
  await expect(
    host.getByRole('heading', { name: 'Add the chaos suite' }),
  ).toBeVisible();
  const experiment = host.getByRole('region', {
    name: `Changes of ${FOLDER}/experiments/network-chaos.yaml`,
  });
  await expect(experiment).toContainText('app.kubernetes.io/name: payments');
  await expect(
    host.getByRole('region', {
      name: `Changes of ${FOLDER}/workflows/weekly-resilience.yaml`,
    }),
  ).toBeVisible();
  await expect(host.getByRole('region', { name: 'State' })).toContainText(
    'Can be merged',
  );
  await host.context().close();
});
