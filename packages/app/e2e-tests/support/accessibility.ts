import { AxeBuilder } from '@axe-core/playwright';
import { expect, Page } from '@playwright/test';

/** One scan of a page with many marks takes 20 s on a busy machine. */
const SCANNED = 120_000;
const WCAG_21_AA = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'];

/**
 * Fails on every violation of WCAG 2.1 AA on the page, whoever draws it.
 * Looks again when the page changed under the scan.
 */
export async function expectAccessible(page: Page) {
  await expect(async () => {
    expect(await findViolations(page), 'violations of WCAG 2.1 AA').toBe('');
  }).toPass({ timeout: SCANNED });
}

async function findViolations(page: Page): Promise<string> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(WCAG_21_AA)
    .analyze();
  return violations
    .flatMap(({ id, help, nodes }) =>
      nodes.map(
        ({ target, html }) =>
          `${id}: ${help}\n  ${target.flat().at(-1)}\n  ${html}`,
      ),
    )
    .join('\n');
}
