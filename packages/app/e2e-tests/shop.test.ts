import { expect, Locator, Page, test } from '@playwright/test';
import { expectAccessible } from './support/accessibility';
import { runningIn } from './support/clusters';
import { endpoints, openTab, Portal, processId } from './support/portal';
import { buyUnanswered } from './support/shop';
import { calledBy, domainsFor } from './support/shopCatalog';
import { attribute, details, walkUp, waterfall } from './support/waterfall';

/** What the shop is divided into, as its first files have it. */
const DOMAINS = ['e-commerce', 'fulfillment', 'customer-engagement'];
const PLATFORM = 'platform';

const list = (page: Page) => page.getByRole('region', { name: 'Traces found' });

test('a developer finds the payment that failed under an order of the living shop', async ({
  page,
}) => {
  test.setTimeout(300_000);
  const { traceId, orderId } = await buyUnanswered();

  const portal = new Portal(page);
  await portal.openAs('developer', '/catalog/default/component/core-service');
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
  await expect(details(page)).toContainText(/Failed.*timeout/);
  for (const [name, value] of [
    ['error.type', 'TimeoutError'],
    ['service.peer.name', 'liqpay'],
    ['external.operation.name', 'charge'],
    ['liqpay.action', 'paytoken'],
  ]) {
    await expect(attribute(page, name)).toHaveText(value);
  }
  await expect(attribute(page, 'external.attempts')).toHaveText(/^[1-3]$/);
  await expectAccessible(page);

  // It is below the order that was placed, and that below what the buyer asked for.
  const charged = await walkUp(page, 'core-service CreateOrder');
  expect(charged.join('; ')).toMatch(
    /payments-service ChargePayment.*payments-service POST \/payments.*core-service CreateOrder/,
  );
  await page.keyboard.press('Enter');
  await expect(attribute(page, 'shop.order.id')).toHaveText(String(orderId));
  const ordered = await walkUp(page, 'storefront-service POST /api/checkout');
  expect(ordered.join('; ')).toMatch(
    /core-service POST \/orders.*storefront-service POST \/api\/checkout/,
  );
});

/** The entities of a kind to whose pages, and not to a tab of theirs, a part of a page leads. */
async function namesIn(part: Locator, kind: string): Promise<string[]> {
  const links = part.locator(`a[href*="/catalog/default/${kind}/"]`);
  const paths = await links.evaluateAll(all =>
    all.map(link => String(link.getAttribute('href'))),
  );
  return paths.flatMap(
    path => /\/catalog\/default\/\w+\/([^/?#]+)$/.exec(path)?.[1] ?? [],
  );
}

/** The names of the parts of a kind that an entity's page has in a card. */
async function partsOf(
  page: Page,
  entity: string,
  kind: 'system' | 'component',
): Promise<string[]> {
  await page.goto(`/catalog/default/${entity}`);
  // All of them come at once; before that the card says for a moment that there are none.
  const card = page
    .locator('.bui-Card')
    .filter({ has: page.getByText(`Has ${kind}s`, { exact: true }) });
  await expect(
    card.locator(`a[href*="/catalog/default/${kind}/"]`).first(),
  ).toBeVisible();
  return await namesIn(card, kind);
}

/** The components of all systems of these domains. */
async function componentsOf(page: Page, domains: string[]): Promise<string[]> {
  const components: string[] = [];
  for (const domain of domains) {
    for (const system of await partsOf(page, `domain/${domain}`, 'system')) {
      components.push(
        ...(await partsOf(page, `system/${system}`, 'component')),
      );
    }
  }
  return components;
}

/** The components that the page of a component leads to, itself left out; `called` are among them. */
async function neighboursOf(
  page: Page,
  name: string,
  called: string[] = [],
): Promise<string[]> {
  await page.goto(`/catalog/default/component/${name}`);
  const main = page.getByRole('main');
  await expect(
    main.getByText('No subcomponent is part of this component.'),
  ).toBeVisible();
  for (const each of called) {
    await expect(
      main.locator(`a[href$="/catalog/default/component/${each}"]`).first(),
    ).toBeVisible();
  }
  await expect(main.getByRole('progressbar')).toHaveCount(0);
  const names = await namesIn(main, 'component');
  return names.filter(each => each !== name);
}

test('domains lead to systems, and systems to what runs of the shop, to all of it and to nothing else', async ({
  page,
}) => {
  // Some twenty pages.
  test.setTimeout(420_000);
  const portal = new Portal(page);
  await portal.open();
  await portal.signInAs('viewer');
  // None but these and the platform's own, which is of the test below.
  const domains = await domainsFor(page);
  expect(domains.filter(name => name !== PLATFORM).sort()).toEqual(
    [...DOMAINS].sort(),
  );
  const components = await componentsOf(page, DOMAINS);
  expect(components).toContain('core-service');
  // What the catalog calls core-service is core in a cluster.
  const apps = components.map(name => name.replace(/-service$/, '')).sort();
  // A pod that was just killed by another test comes back.
  await expect(async () => {
    expect(await runningIn('shop')).toEqual(apps);
  }).toPass({ timeout: 60_000 });

  // A service is known by what it calls and is called by: these run, too.
  const called = calledBy();
  for (const name of components) {
    const neighbours = await neighboursOf(page, name, called.get(name));
    expect(components, name).toEqual(expect.arrayContaining(neighbours));
  }
});

/** How it shows that a process of the portal runs: its supervisor, its page, its API. */
const PORTAL: Record<string, () => Promise<boolean>> = {
  portal: async () => process.kill(processId('portal'), 0),
  app: async () => {
    const response = await fetch(endpoints().portal);
    return response.ok && /<script /.test(await response.text());
  },
  'portal-backend': async () => {
    const health = new URL(
      '/.backstage/health/v1/readiness',
      endpoints().portal,
    );
    return (await fetch(health)).ok;
  },
};

test('the domain of the platform leads to the portal, which runs, and not to what it is built of', async ({
  page,
}) => {
  test.setTimeout(420_000);
  const portal = new Portal(page);
  await portal.open();
  await portal.signInAs('viewer');
  // The catalog reads what a location of a location has minutes after a first start.
  await expect(async () => {
    expect((await componentsOf(page, [PLATFORM])).sort()).toEqual(
      Object.keys(PORTAL).sort(),
    );
  }).toPass({ timeout: 200_000 });
  for (const [name, runs] of Object.entries(PORTAL)) {
    expect(await runs(), `${name} runs`).toBe(true);
    expect(await neighboursOf(page, name)).toEqual([]);
  }
});
