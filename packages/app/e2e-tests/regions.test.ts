import { expect, Page, test } from '@playwright/test';
import { expectAccessible } from './support/accessibility';
import { podsOf, processOfPod } from './support/clusters';
import { endpoints, Portal } from './support/portal';

const row = (page: Page, region: string) =>
  page.getByRole('row').filter({ hasText: region });

async function servedBy(): Promise<string | null> {
  const response = await fetch(endpoints().shop);
  await response.arrayBuffer();
  return response.headers.get('x-served-by');
}

test('a developer sees both regions, where a service runs, and its pods', async ({
  page,
}) => {
  const portal = new Portal(page);
  await portal.open();
  await portal.signInAs('developer');
  await page.getByRole('link', { name: 'Regions', exact: true }).click();
  for (const region of ['europe-west1', 'europe-west4']) {
    await expect(row(page, region)).toContainText(/\d+ of \d+/);
    await expect(row(page, region)).toContainText(/\d\sms/);
  }
  await expectAccessible(page);

  await page
    .getByRole('link', { name: /Belgium|europe-west1/ })
    .first()
    .click();
  await expect(page).toHaveURL(/\/regions\/europe-west1$/);
  await expect(row(page, 'storefront')).toContainText(/\d of \d/);
  await expectAccessible(page);

  await page.goto('/catalog/default/component/core-service');
  await expect(
    page.getByRole('heading', { name: 'Where it runs' }),
  ).toBeVisible();
  const card = page.getByRole('group', { name: 'Where it runs' });
  await expect(card).toContainText(/Netherlands.*\d of \d pods ready/s);
  await page.goto('/catalog/default/component/core-service/kubernetes');
  await expect(page.getByText('europe-west1').first()).toBeVisible();
  await expect(page.getByText(/\d+ pods?/).first()).toBeVisible();
  await expectAccessible(page);
});

test('a region that hangs is named, and customers go to the other one', async ({
  page,
}) => {
  const portal = new Portal(page);
  await portal.openAs('viewer', '/regions');
  await expect(row(page, 'europe-west1')).toContainText(/\d\sms/);
  await expect.poll(servedBy).toBe('europe-west1, europe-west1');

  const [gateway] = await podsOf('europe-west1', 'istio-ingress', 'gateway');
  const pid = processOfPod(gateway.name);
  process.kill(pid, 'SIGSTOP');
  try {
    await expect.poll(servedBy).toBe('europe-west4, europe-west4');
    await expect(row(page, 'europe-west1')).toContainText(/Unknown|Down/);
    await expect(row(page, 'europe-west4')).toContainText(/\d\sms/);
    await expectAccessible(page);
  } finally {
    process.kill(pid, 'SIGCONT');
  }
  await expect(row(page, 'europe-west1')).not.toContainText(/Unknown|Down/);
  await expect.poll(servedBy).toBe('europe-west1, europe-west1');
});
