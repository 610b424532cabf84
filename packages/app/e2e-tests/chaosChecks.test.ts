import { expect, type Page, test } from '@playwright/test';
import { expectAccessible } from './support/accessibility';
import { Portal } from './support/portal';
import { buy } from './support/shop';

/** How long a busy machine may take from a click to what comes of it. */
const SOON = { timeout: 60_000 };
/** Traces that are busy answer the next time. */
const PATIENCE = { timeout: 150_000 };
/**
 * Before a run a check looks at five minutes: what was slow when the shop came up is
 * among them for so long, and until its last spans have come.
 */
const FORGOTTEN = { timeout: 330_000 };
const BUYERS = 3;
/** How long before a run is compared with it. */
const BEFORE_MS = 60_000;
/** How much slower than it was counts as broken; in milliseconds. */
const MARGIN = 200;
/** A p99 as of a shop that is up; a higher one comes of its start, and goes. */
const SETTLED = 1_500;
/**
 * A payment waits for at least three messages of its pod: to the database, to
 * LiqPay, and to the database again. Each is a little later than a third of the
 * limit, which all of them together break, and no later: Core gives up after 3.5 s
 * and then asks no more for a while, so that nothing would be measured.
 */
const delayFor = (limit: number) => Math.max(300, Math.ceil(limit / 3) + 50);

/** Buys until it is told to stop, as a crowd would; what fails is bought anew. */
function bringBuyers(): () => Promise<void> {
  let isOpen = true;
  const buyers = Array.from({ length: BUYERS }, async () => {
    while (isOpen) {
      await buy('tok_ok').catch(() => undefined);
    }
  });
  return async () => {
    isOpen = false;
    await Promise.all(buyers);
  };
}

async function checkAgain(page: Page) {
  await page.getByRole('button', { name: 'Check', exact: true }).click();
  await expect(page.getByText('Checking…')).toBeHidden();
}

/** What the check says once the shop has come to rest, in milliseconds. */
async function settledP99(page: Page): Promise<number> {
  const rule = page.getByText(/p99 of what is hit: is \d+ ms/);
  let p99 = Infinity;
  await expect(async () => {
    await checkAgain(page);
    await expect(rule).toBeVisible({ timeout: 2_000 });
    p99 = Number(/is (\d+) ms/.exec(await rule.innerText())?.[1]);
    expect(p99).toBeLessThan(SETTLED);
  }).toPass(FORGOTTEN);
  return p99;
}

/** Starts it; what keeps it from that may be a store of traces that is busy. */
async function start(page: Page) {
  const begin = page.getByRole('button', { name: 'Start…' });
  await expect(async () => {
    await checkAgain(page);
    await expect(begin).toBeEnabled({ timeout: 1_000 });
  }).toPass(PATIENCE);
  await begin.click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(/Type shop to start/).fill('shop');
  await expect(async () => {
    await dialog.getByRole('button', { name: /^Start in/ }).click();
    await expect(page).toHaveURL(/\/chaos\/runs\/[0-9a-f-]{36}$/, {
      timeout: 20_000,
    });
  }).toPass(PATIENCE);
}

/** The p99 of the traces that a page of the search has found, in milliseconds. */
async function p99OfTraces(page: Page, link: URL): Promise<number> {
  await page.goto(link.href);
  await page.getByRole('button', { name: /^Show as a table: / }).click();
  const durations = page
    .getByRole('region', { name: /Duration over time/ })
    .getByRole('row')
    .getByRole('cell')
    .and(page.locator('[title]'));
  await expect(durations.first()).toBeVisible(SOON);
  const values = await durations.evaluateAll(cells =>
    cells.map(cell => Number(cell.getAttribute('title'))),
  );
  values.sort((one, other) => one - other);
  return values[Math.ceil(values.length * 0.99) - 1];
}

/** The link of a run to the traces of its time, with another stretch of time. */
function within(link: URL, from: number, to: number): URL {
  const other = new URL(link);
  other.searchParams.set('from', new Date(from).toISOString());
  other.searchParams.set('to', new Date(to).toISOString());
  return other;
}

/** When a run began, and when its fault was on; as its page is told. */
async function timesOfRun(page: Page) {
  const answer = page.waitForResponse(/\/api\/chaos\/runs\/[0-9a-f-]{36}$/);
  await page.reload();
  const { run } = await (await answer).json();
  const [startedAt, injectedAt, endedAt] = [
    run.startedAt,
    run.injectedAt,
    run.endedAt,
  ].map(time => Date.parse(time));
  return { startedAt, injectedAt, endedAt };
}

/** Of the payments, in the traces: before a run and while its fault was on. */
async function p99Around(page: Page): Promise<[number, number]> {
  const { startedAt, injectedAt, endedAt } = await timesOfRun(page);
  const link = page.getByRole('link', { name: /^Traces of payments-service/ });
  const traces = new URL((await link.getAttribute('href')) ?? '', page.url());
  return [
    await p99OfTraces(page, within(traces, startedAt - BEFORE_MS, startedAt)),
    await p99OfTraces(page, within(traces, injectedAt, endedAt)),
  ];
}

test('a slow network of the payments is seen in the traces, halts itself, and the verdict has the numbers', async ({
  page,
}) => {
  test.setTimeout(900_000);
  page.setDefaultTimeout(60_000);
  const portal = new Portal(page);
  await portal.open();
  await portal.signInAs('developer');
  const leave = bringBuyers();
  let limit: number;
  try {
    await page.goto('/catalog/default/component/payments-service');
    await page.getByRole('button', { name: 'Break it…' }).first().click();
    await page.getByRole('radio', { name: /^Slow network/ }).click();
    await page.getByRole('button', { name: 'Add a check' }).click();
    const below = page
      .getByRole('group', { name: 'Check 1' })
      .getByLabel('Below');
    await below.fill('60s');

    // How fast they are depends on the machine: the limit is a little above it.
    const before = await settledP99(page);
    limit = before + MARGIN;
    await below.fill(`${limit}ms`);
    await page
      .getByLabel('Delay', { exact: true })
      .fill(`${delayFor(limit)}ms`);
    await start(page);

    // What the verdict looks at may be past its own limit, too.
    await expect(
      page
        .getByRole('region', { name: 'Steady-state checks' })
        .getByText('Does not hold', { exact: true }),
    ).toBeVisible(PATIENCE);
    await expect(page.getByText(/Halted by the portal/).first()).toBeVisible(
      PATIENCE,
    );
    await expect(
      page.getByText('Recovered', { exact: true }).first(),
    ).toBeVisible(SOON);
  } finally {
    await leave();
  }
  await expectAccessible(page);

  await expect(page.getByText('The platform did not hold')).toBeVisible(
    PATIENCE,
  );
  await expect(
    page
      .getByText(
        new RegExp(
          `p99 of what is hit: is \\d+ ms in europe-west\\d; it has to be below ${limit} ms`,
        ),
      )
      .first(),
  ).toBeVisible();
  const row = page.getByRole('row', { name: /p99 of what is hit/ });
  await expect(row).toContainText('Broken');
  const [was, rose] = await Promise.all(
    [2, 3].map(async index =>
      Number(await row.getByRole('cell').nth(index).getAttribute('title')),
    ),
  );
  expect(rose).toBeGreaterThanOrEqual(limit);
  expect(rose).toBeGreaterThan(was);

  const [before, during] = await p99Around(page);
  expect(during).toBeGreaterThanOrEqual(limit);
  expect(during).toBeGreaterThan(before);
});
