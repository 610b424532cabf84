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

const textbox = (page: Page, name: string) =>
  page.getByRole('textbox', { name, exact: true });

/** A form's list of services has this one alone, and not the template's own. */
const expectOnlyPayments = (page: Page) =>
  expect(page.getByRole('textbox', { name: /^services-\d/ })).toHaveValue(
    'payments',
  );

/** The files go to a repository that exists, and nobody had to choose it. */
const pullRequest = (page: Page) =>
  page.getByRole('radio', {
    name: 'A pull request to a repository that exists',
  });

/** What can be added besides experiments: nothing is made of it here. */
const OTHERS: {
  title: string;
  template: string;
  expectFilledIn: (page: Page) => Promise<void>;
  /** What no page of a service knows, up to where it goes. */
  asked: Record<string, string>;
}[] = [
  {
    title: 'Service mesh',
    template: 'istio-mesh',
    expectFilledIn: page =>
      expect(
        page.getByText('system:default/shop-platform', { exact: true }),
      ).toBeVisible(),
    asked: {
      Domain: 'shop.example.com',
      'Issuer of the tokens': 'https://login.shop.example.com/',
      'Keys of the issuer': 'https://login.shop.example.com/keys',
    },
  },
  {
    title: 'Observability',
    template: 'observability',
    expectFilledIn: async page => {
      await expect(textbox(page, 'System')).toHaveValue(
        /shop-platform|Shop platform/,
      );
      await expect(textbox(page, 'Namespace of the services')).toHaveValue(
        'shop',
      );
      await expectOnlyPayments(page);
    },
    asked: {
      Domain: 'shop.example.com',
      'E-mail for what is urgent': 'on-call@shop.example.com',
      'Mail server': 'smtp.example.com:587',
    },
  },
  {
    title: 'Previews of pull requests',
    template: 'devsecops',
    expectFilledIn: async page => {
      await expect(
        page.getByRole('radio', { name: 'Previews of pull requests' }),
      ).toBeChecked();
      await expect(textbox(page, 'Google Cloud project')).toHaveCount(0);
      await expectOnlyPayments(page);
    },
    asked: { 'Domain of previews': 'preview.shop.example.com' },
  },
];

/** From the page of the service to a form that its card leads to. */
async function followCard(page: Page, title: string, template: string) {
  const add = page
    .getByRole('group', { name: 'Add to this service' })
    .getByRole('link', { name: title, exact: true });
  await expect(add).toBeVisible({ timeout: CARD_SHOWN });
  await add.click();
  await expect(page).toHaveURL(
    new RegExp(`/create/templates/default/${template}\\b`),
  );
}

/** Each of the others opens with what the service answers, up to where it goes. */
async function lookAtOthers(page: Page) {
  for (const { title, template, expectFilledIn, asked } of OTHERS) {
    await followCard(page, title, template);
    await expectFilledIn(page);
    for (const [question, answer] of Object.entries(asked)) {
      await goOnTo(page, textbox(page, question));
      await textbox(page, question).fill(answer);
    }
    await goOnTo(page, pullRequest(page));
    await expect(pullRequest(page)).toBeChecked();
    await page.goBack();
  }
}

/** Answers what the service's page did not. */
async function fillIn(page: Page) {
  await expect(textbox(page, 'System')).toHaveValue(
    /shop-platform|Shop platform/,
  );
  await expect(page.getByRole('textbox', { name: 'Namespace' })).toHaveValue(
    'shop',
  );
  await expectOnlyPayments(page);
  const owner = textbox(page, 'Owner');
  await goOnTo(page, owner);
  await owner.click();
  await page.getByRole('option', { name: 'Payments team' }).click();
  await expect(pullRequest(page)).toBeChecked();
  await page.getByRole('textbox', { name: 'Repository name' }).fill(NAME);
}

test('a developer adds chaos experiments to a service from its page, and reads them in the pull request', async ({
  page,
  browser,
}) => {
  await repository.create();
  const before = await repository.head();
  const portal = new Portal(page);
  await portal.openAs(
    'developer',
    '/catalog/default/component/payments-service',
  );
  await lookAtOthers(page);
  await followCard(page, 'Chaos suite', 'chaos-suite');
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
