import { expect, test } from '@playwright/test';
import { expectAccessible } from './support/accessibility';
import { Person, Portal } from './support/portal';

const mayCreate: Record<Person, boolean> = {
  'platform-engineer': true,
  developer: true,
  viewer: false,
  guest: false,
};

for (const person of [
  'platform-engineer',
  'developer',
  'viewer',
  'guest',
] as const) {
  test(`signs in as ${person} and offers what this person may do`, async ({
    page,
  }) => {
    const portal = new Portal(page);
    await portal.open();
    await expectAccessible(page);
    await portal.signInAs(person);

    const create = page.getByRole('button', { name: 'Create a service' });
    await expect(create).toBeVisible();
    if (mayCreate[person]) {
      await create.click();
      await expect(page).toHaveURL(/\/create/);
    } else {
      await expect(create).toHaveAttribute('aria-disabled', 'true');
      await create.focus();
      await expect(page.getByRole('tooltip')).toContainText(/developers/i);
    }
  });
}

test('goes on as the same person after a reload, and asks again after signing out', async ({
  page,
}) => {
  const portal = new Portal(page);
  await portal.open();
  await portal.signInAs('developer');
  await page.reload();
  await portal.expectSignedIn();

  await portal.visit('/settings', 'Taras Melnyk');
  await page.getByTestId('user-settings-menu').click();
  await page.getByRole('menuitem', { name: /sign out/i }).click();
  await expect(
    page.getByRole('button', { name: /Olena Kovalenko/ }),
  ).toBeVisible();
});

test('changes the language and the theme in the settings, and keeps them', async ({
  page,
}) => {
  await page.goto('/');
  const portal = new Portal(page);
  await portal.signInAs('developer');
  await portal.visit('/settings', 'Appearance');
  await page
    .getByRole('button', { name: 'Select dark' })
    .or(page.getByTitle(/dark/i))
    .first()
    .click();
  await page.getByText('English', { exact: true }).click();
  await page.getByRole('option', { name: 'Українська' }).click();
  await expect(page.getByRole('link', { name: 'Каталог' })).toBeVisible();

  await page.goto('/');
  await expect(
    page.getByRole('heading', { name: 'Мої сервіси' }),
  ).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'uk');
  await expect(page.locator('body')).toHaveAttribute('data-theme-mode', 'dark');
});
