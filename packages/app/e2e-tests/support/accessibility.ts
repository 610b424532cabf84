import { AxeBuilder } from '@axe-core/playwright';
import { expect, Page, test } from '@playwright/test';

const WCAG_21_AA = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'];

/**
 * Findings in components of Backstage 1.55 and of what it embeds, which this
 * portal shows but does not draw. Each is one rule on one component: the same
 * rule on anything else fails.
 */
const UPSTREAM = [
  {
    rule: 'nested-interactive',
    within: '.MuiTableSortLabel-root',
    where: 'sortable headers of core-components tables',
  },
  {
    rule: 'nested-interactive',
    within: '.swagger-ui',
    where: 'operations of Swagger UI',
  },
  {
    rule: 'select-name',
    within: '.swagger-ui',
    where: 'the list of servers of Swagger UI',
  },
  {
    rule: 'label',
    within: '[class*="MuiAutocomplete"]',
    where: 'filters of the catalog graph',
  },
  {
    rule: 'aria-valid-attr-value',
    within: '.bui-Tab',
    where: 'header tabs of Backstage UI, which name a panel that is elsewhere',
  },
  {
    rule: 'listitem',
    within: '.MuiListItem-root',
    where: 'results of the search page',
  },
  {
    rule: 'color-contrast',
    within: '[class*="Toast_"]',
    where: 'toasts of Backstage UI',
  },
  {
    rule: 'aria-progressbar-name',
    within: '.MuiCircularProgress-root',
    where: 'spinner of the catalog table',
  },
  {
    rule: 'aria-command-name',
    within: '[data-rbd-draggable-id]',
    where: 'column headers of the notifications table',
  },
];

/**
 * Fails on every violation of WCAG 2.1 AA on the page but the known ones
 * upstream, which it writes to the report. Looks again when the page changed
 * under the scan.
 */
export async function expectAccessible(page: Page) {
  await expect(async () => {
    expect(await findViolations(page), 'violations of WCAG 2.1 AA').toBe('');
  }).toPass({ timeout: 20_000 });
}

async function findViolations(page: Page): Promise<string> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(WCAG_21_AA)
    .analyze();
  const ours: string[] = [];
  for (const { id, help, nodes } of violations) {
    for (const node of nodes) {
      const selector = node.target.flat().at(-1) ?? '';
      const known = await findKnown(page, id, selector);
      if (known) {
        test.info().annotations.push({
          type: 'upstream',
          description: `${id}: ${known}`,
        });
      } else {
        ours.push(`${id}: ${help}\n  ${selector}\n  ${node.html}`);
      }
    }
  }
  return ours.join('\n');
}

/** Where a finding is upstream, if it is one of the known. */
async function findKnown(page: Page, rule: string, selector: string) {
  const candidates = UPSTREAM.filter(finding => finding.rule === rule);
  if (candidates.length === 0) {
    return undefined;
  }
  const index = await page
    .locator(selector)
    .first()
    .evaluate(
      (element, ancestors) =>
        ancestors.findIndex(ancestor => element.closest(ancestor) !== null),
      candidates.map(({ within }) => within),
      { timeout: 500 },
    );
  return candidates[index]?.where;
}
