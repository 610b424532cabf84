// @ts-check
import { chromium } from '@playwright/test';
import { median } from './figures.mjs';

const RUNS = 5;
const LOADS = 12;
const LOAD_MS = 10_000;
const FORM =
  '/chaos/new?entity=component:default/payments-service&cluster=europe-west1&preset=network-delay';

/** @typedef {import('@playwright/test').Page} Page */

/**
 * How long an experiment takes from the click that starts it until its page says
 * that every fault is on: the median of five after one that warms up.
 *
 * @param {string} url
 * @param {{ executable: string; environment: Record<string, string> }} browser
 * @param {(id: string) => Promise<void>} end - ends a run, and waits for that
 * @returns {Promise<number>} seconds
 */
export async function measureClicks(url, { executable, environment }, end) {
  const chrome = await chromium.launch({
    executablePath: executable,
    env: { PATH: process.env.PATH ?? '', ...environment },
    args: ['--no-sandbox'],
  });
  try {
    const page = await chrome.newPage({
      viewport: { width: 1280, height: 900 },
    });
    await page.goto(url);
    await page.getByRole('button', { name: /Taras Melnyk/ }).click();
    // Who leaves before it is signed in, is not.
    await page.getByRole('heading', { name: 'Home' }).waitFor();
    const seconds = [];
    for (let run = 0; run <= RUNS; run += 1) {
      await untilStartable(page, `${url}${FORM}`);
      await page.getByRole('button', { name: 'Start…' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel(/Type shop to start/).fill('shop');
      const began = Date.now();
      await dialog.getByRole('button', { name: /^Start in/ }).click();
      await page.waitForURL(/\/chaos\/runs\//);
      await page
        .getByRole('main')
        .getByText('Running', { exact: true })
        .first()
        .waitFor();
      seconds.push((Date.now() - began) / 1000);
      await end(new URL(page.url()).pathname.split('/').at(-1) ?? '');
    }
    return median(seconds.slice(1));
  } finally {
    await chrome.close();
  }
}

/**
 * The portal is ready before the catalog has read all its files, and a dry run
 * that is refused is made anew only by another load.
 * @param {Page} page @param {string} form
 */
async function untilStartable(page, form) {
  const mayStart = page.getByText('It may start', { exact: true });
  for (let attempt = 1; ; attempt += 1) {
    await page.goto(form);
    try {
      await mayStart.waitFor({ timeout: LOAD_MS });
      return;
    } catch (error) {
      if (attempt === LOADS) {
        throw error;
      }
    }
  }
}
