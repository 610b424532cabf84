import { expect, type Page, test } from '@playwright/test';
import { expectAccessible } from './support/accessibility';
import { Portal } from './support/portal';

/** How long a busy machine may take from a click to what comes of it. */
const SOON = { timeout: 60_000 };

async function begin(page: Page, what: string) {
  await page.getByRole('button', { name: 'Begin with…' }).click();
  await page.getByRole('menuitem', { name: what, exact: true }).click();
}

const mayStart = (page: Page) =>
  expect(page.getByText('It may start', { exact: true })).toBeVisible(SOON);

test('the standing set may start as it is, and the weekly test runs to its end and is judged', async ({
  page,
}) => {
  test.setTimeout(420_000);
  const portal = new Portal(page);
  await portal.openAs('platform-engineer', '/chaos/schedules');
  await page.getByRole('button', { name: 'Pod kill every 4 hours…' }).click();
  await mayStart(page);

  await page.goto('/chaos/workflows/new?cluster=europe-west1');
  await begin(page, 'Comprehensive test, phase after phase');
  await mayStart(page);
  await begin(page, 'Weekly resilience test');
  await mayStart(page);
  await expectAccessible(page);

  // The same test, once and in short.
  const yaml = page.getByRole('textbox', { name: 'Workflow as YAML' });
  const text = (await yaml.inputValue())
    .replace(/(?<=templateType: Suspend\n *deadline: )[12]m$/gm, '2s')
    .replace(/(?<=deadline: )[12]m$/gm, '8s')
    .replaceAll('intervalSeconds: 5', 'intervalSeconds: 1')
    .replaceAll('successThreshold: 3', 'successThreshold: 1');
  await yaml.fill(text);
  await page.getByRole('textbox', { name: 'Repeat' }).fill('');
  await mayStart(page);
  await page.getByRole('button', { name: 'Start…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(/Type shop to start/).fill('shop');
  await dialog.getByRole('button', { name: /^Start in/ }).click();

  await expect(
    page.getByRole('heading', { name: 'weekly-resilience' }),
  ).toBeVisible(SOON);
  await expect(
    page.locator('li[data-phase=done]').filter({ hasText: 'is-well-again' }),
  ).toBeVisible({ timeout: 180_000 });
  await expect(page.locator('li[data-phase=aborted]')).toHaveCount(0);
  // A killed pod, late answers, a busy processor and a slow service.
  const outcomes = page.getByText(/^(Passed|Failed|Inconclusive)$/);
  await expect(outcomes).toHaveCount(4, { timeout: 120_000 });
});
