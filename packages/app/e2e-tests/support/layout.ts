import { expect, Page } from '@playwright/test';

/**
 * Fails where one has to scroll sideways: the page itself, or a table in a frame
 * that is narrower than it. Looks again, because tables come with their data.
 */
export async function expectToFit(page: Page) {
  await expect(async () => {
    expect(await findTooWide(page), 'wider than its place').toEqual([]);
  }).toPass({ timeout: 15_000 });
}

async function findTooWide(page: Page): Promise<string[]> {
  return await page.evaluate(() => {
    const isTooWide = (element: Element) =>
      element.scrollWidth > element.clientWidth;
    const tables = [...document.querySelectorAll('table')]
      .filter(({ parentElement }) => parentElement && isTooWide(parentElement))
      .map(table => `table ${table.ariaLabel ?? table.className}`);
    return isTooWide(document.documentElement) ? ['page', ...tables] : tables;
  });
}
