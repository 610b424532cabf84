import { expect, type Page, test } from '@playwright/test';
import { expectAccessible } from './support/accessibility';
import { leverOf, setLever } from './support/clusters';
import { Portal } from './support/portal';

/** How long a busy machine may take from a click to what comes of it. */
const SOON = { timeout: 60_000 };
const DAY_MS = 24 * 3_600_000;

/** Opens what would break the payments of the first region. */
async function openPreset(page: Page, preset: string) {
  await page.goto(
    `/chaos/new?entity=component:default/payments-service&cluster=europe-west1&preset=${preset}`,
  );
  await expect(page.getByText('It may start', { exact: true })).toBeVisible(
    SOON,
  );
}

async function start(page: Page) {
  await page.getByRole('button', { name: 'Start…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(/Type shop to start/).fill('shop');
  await dialog.getByRole('button', { name: /^Start in/ }).click();
  await expect(page).toHaveURL(/\/chaos\/runs\/[0-9a-f-]{36}$/, SOON);
}

test('a developer slows the payments down, sees the very pods, and halts it', async ({
  page,
}) => {
  test.setTimeout(300_000);
  const portal = new Portal(page);
  await portal.openAs('developer', '/chaos');
  await expect(page.getByText('Ready', { exact: true })).toHaveCount(2, SOON);
  await expectAccessible(page);

  await openPreset(page, 'network-delay');
  await expect(
    page.getByRole('row').filter({ hasText: 'Deployment/payments' }),
  ).not.toHaveCount(0);
  await expectAccessible(page);
  await start(page);

  await expect(page.getByText('Running', { exact: true }).first()).toBeVisible(
    SOON,
  );
  await expectAccessible(page);
  await page
    .getByRole('main')
    .getByRole('button', { name: /^Halt / })
    .click();
  await expect(
    page.getByText('Recovered', { exact: true }).first(),
  ).toBeVisible(SOON);
  await expect(page.getByText(/Halted by/).first()).toBeVisible();
});

test('everything is halted at once, and nothing starts until it is armed again', async ({
  page,
}) => {
  test.setTimeout(300_000);
  const portal = new Portal(page);
  await portal.open();
  await portal.signInAs('platform-engineer');
  await openPreset(page, 'cpu-stress');
  await start(page);
  await expect(page.getByText('Running', { exact: true }).first()).toBeVisible(
    SOON,
  );
  const run = page.url();

  // Whatever else is on, over every page.
  await page.goto('/catalog');
  const bar = page.getByRole('region', { name: 'What is being broken' });
  await expect(bar).toContainText(/\d chaos runs? in/, SOON);
  await expectAccessible(page);

  await page.goto('/chaos');
  await page.getByLabel(/^Why/).fill('Customers complain');
  await page
    .getByRole('main')
    .getByRole('button', { name: 'Halt everything' })
    .click();
  await expect(page.getByText(/^Everything is halted/).first()).toBeVisible(
    SOON,
  );
  await expect(page.getByText(/Customers complain/).first()).toBeVisible();
  await expectAccessible(page);
  // For kubectl, too.
  for (const cluster of ['europe-west1', 'europe-west4']) {
    await expect
      .poll(() => leverOf(cluster), SOON)
      .toMatchObject({
        state: 'pulled',
        reason: 'Customers complain',
      });
  }

  await page.goto(run);
  await expect(
    page.getByText('Recovered', { exact: true }).first(),
  ).toBeVisible(SOON);
  await page.goto(
    '/chaos/new?entity=component:default/payments-service&cluster=europe-west1&preset=pod-kill',
  );
  await expect(page.getByText('It may not start as it is')).toBeVisible(SOON);
  await expect(page.getByText(/Customers complain/).first()).toBeVisible();

  await page.goto('/chaos');
  await page.getByRole('button', { name: 'Arm all again…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: /^Arm / }).click();
  await expect(page.getByText(/^Everything is halted/)).toHaveCount(0, SOON);
  await expect
    .poll(() => leverOf('europe-west1'), SOON)
    .toEqual({ state: 'armed' });

  await setLever('europe-west4', {
    state: 'pulled',
    by: 'Olena',
    reason: 'Nobody can pay',
  });
  const halted = page.getByText(/Olena in the cluster itself.*Nobody can pay/);
  await expect(halted.first()).toBeVisible(SOON);
  await setLever('europe-west4', { state: 'armed' });
  await expect(halted).toHaveCount(0, SOON);
});

test('a game day is planned in the calendar, and called off', async ({
  page,
}) => {
  test.setTimeout(180_000);
  const portal = new Portal(page);
  await portal.open();
  await portal.signInAs('developer');
  const date = new Date(Date.now() + 2 * DAY_MS).toISOString();
  await page.goto(`/chaos/calendar?view=list&date=${date}`);
  await page.getByRole('button', { name: 'Plan a game day…' }).click(SOON);
  const form = page.getByRole('dialog', { name: 'Plan a game day' });
  await form.getByLabel('Title').fill('Drill of the payments');
  await expectAccessible(page);
  await form.getByRole('button', { name: 'Plan it' }).click();

  const day = page.getByRole('dialog', { name: 'Drill of the payments' });
  await expect(day.getByText(/Nothing starts by itself/)).toBeVisible(SOON);
  await expectAccessible(page);
  await day.getByRole('button', { name: 'Call it off…' }).click();
  await day.getByRole('button', { name: /^Call off/ }).click();
  await expect(day.getByText('Called off').first()).toBeVisible(SOON);
});
