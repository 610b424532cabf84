// @ts-check
/*
 * npm run screenshots: takes the pictures of docs/images from the portal that
 * npm start runs, with `-- --data <folder>` from one that was started with that,
 * with `-- --only <name>` one of them.
 * Look at them before you commit them: a portal that runs for an hour has more
 * to show than one that has just started.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { findBrowser } from './lib/browser.mjs';
import { inRoot } from './lib/paths.mjs';
import { Problem, runMain, say } from './lib/say.mjs';

const pictures = [
  { name: 'home', path: '/', shows: 'My services', theme: 'light' },
  {
    name: 'home-dark-uk',
    path: '/',
    shows: 'Мої сервіси',
    theme: 'dark',
    language: 'uk',
  },
  {
    name: 'component',
    path: '/catalog/default/component/core-service',
    shows: 'Where it runs',
    theme: 'light',
  },
  {
    name: 'traces',
    path: '/traces?errors=true',
    shows: 'Duration over time',
    theme: 'light',
  },
  {
    name: 'trace',
    path: '/traces?errors=true&service=payments-service',
    shows: 'Duration over time',
    opensFirstTrace: true,
    theme: 'dark',
  },
  {
    name: 'dashboard',
    path: '/analytics/component/default/analytics-etl/sales',
    shows: 'Top products',
    theme: 'light',
  },
  {
    name: 'regions',
    path: '/regions',
    shows: 'Pods ready',
    theme: 'dark',
  },
  {
    name: 'techdocs',
    path: '/docs/default/component/core-service/architecture',
    shows: 'Table of contents',
    theme: 'light',
  },
];

await runMain(async () => {
  const { values } = parseArgs({
    options: {
      data: { type: 'string', default: inRoot('.local') },
      only: { type: 'string' },
    },
  });
  const file = join(resolve(values.data), 'endpoints.json');
  if (!existsSync(file)) {
    throw new Problem('Nothing to take pictures of: run npm start first.');
  }
  const { portal } = JSON.parse(readFileSync(file, 'utf8'));
  const { executable, environment } = await findBrowser();
  const browser = await chromium.launch({
    executablePath: executable,
    env: { ...process.env, ...environment },
    args: ['--no-sandbox'],
  });
  try {
    for (const picture of pictures) {
      const { name, path, shows, theme, language = 'en' } = picture;
      if (values.only !== undefined && values.only !== name) {
        continue;
      }
      const page = await browser.newPage({
        viewport: { width: 1280, height: 800 },
      });
      await page.addInitScript(
        choice => {
          localStorage.setItem('theme', choice.theme);
          localStorage.setItem('language', choice.language);
        },
        { theme, language },
      );
      await page.goto(portal);
      await page.getByRole('button', { name: /Taras Melnyk/ }).click();
      await page.getByRole('link', { name: /Settings|Налаштування/ }).waitFor();
      await page.goto(`${portal}${path}`);
      await page.getByText(shows).first().waitFor();
      if (picture.opensFirstTrace) {
        await openFirstTrace(page);
      }
      await standsStill(page);
      await page.screenshot({ path: inRoot(`docs/images/${name}.png`) });
      say(`docs/images/${name}.png`);
      await page.close();
    }
  } finally {
    await browser.close();
  }
});

/**
 * Opens the first trace of the list, and the details of its deepest span.
 * @param {import('@playwright/test').Page} page
 */
async function openFirstTrace(page) {
  const list = page.getByRole('region', { name: 'Traces found' });
  await list.getByRole('row').nth(1).getByRole('link').click();
  const spans = page.getByRole('treegrid');
  await spans.getByRole('row').last().click();
  await spans.press('Enter');
  await page.getByRole('region', { name: 'Span details' }).waitFor();
}

/**
 * Waits until all panels are there: until two looks at the page are the same,
 * or until it is clear that something on it never rests.
 * @param {import('@playwright/test').Page} page
 */
async function standsStill(page) {
  const deadline = Date.now() + 20_000;
  let before = await page.screenshot();
  while (Date.now() < deadline) {
    await page.waitForTimeout(2_000);
    const now = await page.screenshot();
    if (now.equals(before)) {
      return;
    }
    before = now;
  }
}
