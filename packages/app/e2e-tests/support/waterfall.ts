import { expect, Locator, Page } from '@playwright/test';

/** The spans of a trace, as its page has them. */
export const waterfall = (page: Page) => page.getByRole('treegrid');

/** What the page says of the span that is chosen. */
export const details = (page: Page) =>
  page.getByRole('region', { name: 'Span details' });

/** An attribute of the span that is chosen, with its value. */
export const attribute = (page: Page, name: string) =>
  details(page)
    .getByRole('table', { name: 'Attributes', exact: true })
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name, exact: true }) })
    .getByRole('cell');

/**
 * The spans that the active one is below, from its parent on to the one that begins
 * with this name: as whoever walks up the tree with the keyboard hears them. That one is
 * active then.
 */
export async function walkUp(page: Page, to: string): Promise<string[]> {
  const grid = waterfall(page);
  await grid.focus();
  let active = await activeRow(page);
  const above: string[] = [];
  while (!above.at(-1)?.startsWith(to)) {
    const level = Number(await active.getAttribute('aria-level'));
    expect(level, `${to} is above ${above.join(', ')}`).toBeGreaterThan(1);
    if ((await active.getAttribute('aria-expanded')) === 'true') {
      await grid.press('ArrowLeft');
      await expect(active).toHaveAttribute('aria-expanded', 'false');
    }
    const left = String(await active.getAttribute('id'));
    await grid.press('ArrowLeft');
    await expect(grid).not.toHaveAttribute('aria-activedescendant', left);
    active = await activeRow(page);
    await expect(active).toHaveAttribute('aria-level', String(level - 1));
    const name = await active.getByRole('gridcell').first().innerText();
    above.push(name.replace(/\s+/g, ' ').trim());
  }
  return above;
}

/** The row that the tree says is the active one. */
async function activeRow(page: Page): Promise<Locator> {
  const id = await waterfall(page).getAttribute('aria-activedescendant');
  return waterfall(page).locator(`[id="${id}"]`);
}
