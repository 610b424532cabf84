import { expect, Locator, test } from '@playwright/test';
import { openTab, Portal } from './support/portal';
import { Measured, measuredBy } from './support/runtimeMetrics';

const SERVICE = 'payments-service';
const MB = 1_000_000;
/** A step of the charts is two minutes, and the last one is shown when it is over and stored. */
const SHOWN_AFTER_MS = 160_000;
/** An hour is shown, begun up to a step earlier. */
const SHOWN_FOR_MS = 3_000_000;

/** In megabytes, as short as the page has it. */
const written = (bytes: number) => Number((bytes / MB).toPrecision(3));

/** The number that a chart has: exactly, and with all that is written about it. */
async function read(chart: Locator) {
  // At one moment: the page asks again each minute, and shows what it then has.
  return await chart.locator('b[title]').evaluate((total: HTMLElement) => ({
    exact: Number(total.title),
    written: total.innerText,
    note: total.closest('figure')?.innerText ?? '',
  }));
}

/** The number is one that a process sent, and none sent a higher one in the time shown. */
function expectMost(
  shown: number,
  pick: (one: Measured) => number | undefined,
  { measured, loaded }: { measured: Measured[]; loaded: number },
) {
  const valuesOf = (some: Measured[]) =>
    some.map(pick).filter(value => value !== undefined);
  const inTime = measured.filter(
    ({ time }) =>
      time > loaded - SHOWN_FOR_MS && time < loaded - SHOWN_AFTER_MS,
  );
  expect(valuesOf(measured)).toContain(shown);
  expect(Math.max(0, ...valuesOf(inTime))).toBeLessThanOrEqual(shown);
}

test("a service's tab says how its processes are, as they told it", async ({
  page,
}) => {
  test.setTimeout(360_000);
  const portal = new Portal(page);
  await portal.openAs('developer', `/catalog/default/component/${SERVICE}`);
  await openTab(page, 'Traces');
  await expect(page.getByRole('heading', { name: 'Runtime' })).toBeVisible();
  const chart = (name: string) =>
    page
      .getByRole('region', { name: `Runtime of ${SERVICE}` })
      .getByRole('figure', { name, exact: true });
  // Metrics are sent once in a while: a platform that has just started has none yet.
  // The page asks again each minute, and a busy machine takes a while to draw it.
  let loaded = 0;
  await expect(async () => {
    loaded = Date.now();
    await page.reload();
    await expect(chart('Database connections in use')).toBeVisible({
      timeout: 60_000,
    });
  }).toPass({ timeout: 240_000 });
  const delay = await read(chart('Event-loop delay, p99'));
  const heap = await read(chart('Heap in use'));
  const pool = await read(chart('Database connections in use'));

  const stored = { measured: await measuredBy(SERVICE), loaded };
  const mostOf = (pick: (one: Measured) => number | undefined) =>
    Math.max(...stored.measured.map(one => pick(one) ?? 0));
  expectMost(delay.exact, ({ delayMs }) => delayMs, stored);
  expect(delay.written).toMatch(/^[\d.]+\s(µs|ms|s)/);
  expect(delay.exact).toBeGreaterThan(0);
  expect(delay.exact).toBeLessThan(60_000);
  const [, busy] = /busy up to ([\d.]+)%/.exec(delay.note) ?? [];
  expect(Number(busy)).toBeGreaterThan(0);
  expect(Number(busy)).toBeLessThanOrEqual(100);

  // No process of Node has less, and none more than it may.
  expectMost(heap.exact, one => one.heap, stored);
  expect(heap.exact).toBeGreaterThan(5 * MB);
  expect(heap.exact).toBeLessThan(mostOf(one => one.heapLimit));
  expect(heap.written).toMatch(/^[\d.]+\sMB$/);
  expect(parseFloat(heap.written)).toBe(written(heap.exact));
  const [, memory] = /([\d.]+)\sMB of memory in all/.exec(heap.note) ?? [];
  expect(Number(memory) * MB).toBeGreaterThan(heap.exact);
  expect(stored.measured.map(one => written(one.memory ?? 0))).toContain(
    Number(memory),
  );

  expectMost(pool.exact, one => one.poolUsed, stored);
  expect(pool.written).toBe(String(pool.exact));
  const most = mostOf(one => one.poolMax);
  expect(most).toBeGreaterThan(0);
  expect(pool.exact).toBeLessThanOrEqual(most);
  expect(pool.note).toMatch(
    new RegExp(`of ${most} at most in the last hour · waiting: \\d`),
  );
});
