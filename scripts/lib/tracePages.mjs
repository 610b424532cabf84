// @ts-check
import { chromium } from '@playwright/test';
import { median } from './figures.mjs';

const RUNS = 5;
const MS_PER_DAY = 86_400_000;

/** @typedef {import('./figures.mjs').Row} Row */

/**
 * How long the portal takes to answer a page of the list, over ten days.
 * @param {string} portal
 * @returns {Promise<Row[]>}
 */
export async function measureLists(portal) {
  const token = await signIn(portal);
  const to = new Date();
  const window = {
    from: new Date(to.getTime() - 10 * MS_PER_DAY).toISOString(),
    to: to.toISOString(),
    limit: '100',
  };
  /** @type {Record<string, Record<string, string>>} */
  const lists = {
    'any service': {},
    'one service': { service: 'service-3' },
    'errors only': { errors: 'true' },
  };
  const rows = [];
  for (const [name, filters] of Object.entries(lists)) {
    const times = [];
    for (let run = 0; run <= RUNS; run += 1) {
      const began = performance.now();
      const response = await fetch(
        `${portal}/api/traces/search?${new URLSearchParams({
          ...window,
          ...filters,
        })}`,
        { headers: { authorization: `Bearer ${token}` } },
      );
      /** @type {{ traces?: unknown[] }} */
      const { traces } = JSON.parse(await response.text());
      if (traces?.length !== 100) {
        throw new Error(`The list of ${name} has no 100 traces.`);
      }
      times.push(performance.now() - began);
    }
    const measured = median(times.slice(1));
    rows.push({
      figure: `List page in the portal, ten days, ${name}`,
      measured: `${measured.toFixed(0)} ms`,
      target: '150 ms',
      reached: measured < 150,
    });
  }
  return rows;
}

/** @param {string} portal @returns {Promise<string>} a token of the platform engineer */
export async function signIn(portal) {
  const response = await fetch(`${portal}/api/auth/personas/refresh`, {
    headers: { 'X-Persona': 'platform-engineer' },
  });
  return JSON.parse(await response.text()).backstageIdentity.token;
}

/**
 * How long a large trace takes from Enter in the loaded portal until its spans
 * are drawn.
 * @param {string} portal
 * @param {{ executable: string; environment: Record<string, string> }} browser
 * @param {string} traceId
 * @returns {Promise<Row>}
 */
export async function measureLargeTrace(portal, browser, traceId) {
  const chrome = await chromium.launch({
    executablePath: browser.executable,
    env: { PATH: process.env.PATH ?? '', ...browser.environment },
    args: ['--no-sandbox'],
  });
  try {
    const page = await chrome.newPage({
      viewport: { width: 1280, height: 900 },
    });
    await page.goto(portal);
    await page.getByRole('button', { name: /Olena Kovalenko/ }).click();
    await page.getByRole('link', { name: 'Settings' }).first().waitFor();
    const times = [];
    for (let run = 0; run <= RUNS; run += 1) {
      await page.goto(`${portal}/traces`);
      const box = page.getByPlaceholder('Trace ID');
      await box.fill(traceId);
      const began = Date.now();
      await box.press('Enter');
      await page.getByRole('treegrid').getByRole('row').nth(5).waitFor();
      times.push((Date.now() - began) / 1000);
    }
    const measured = median(times.slice(1));
    return {
      figure: 'A trace of 10,000 spans, from Enter to its spans drawn',
      measured: `${measured.toFixed(2)} s`,
      target: '1 s',
      reached: measured < 1,
    };
  } finally {
    await chrome.close();
  }
}
