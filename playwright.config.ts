import { defineConfig } from '@playwright/test';

/*
 * Run by scripts/lib/endToEnd.mjs, which brings up a platform for it and says
 * where the portal and the browser are.
 */
export default defineConfig({
  testDir: 'packages/app/e2e-tests',
  outputDir: '.test/e2e-results',
  timeout: 180_000,
  expect: { timeout: 30_000 },
  forbidOnly: Boolean(process.env.CI),
  retries: 0,
  // One browser: the tests share one portal, and the machine may have two cores.
  workers: 1,
  reporter: [['list'], ['json']],
  use: {
    baseURL: process.env.PLAYWRIGHT_URL,
    viewport: { width: 1280, height: 900 },
    locale: 'en-GB',
    timezoneId: 'Europe/Kyiv',
    screenshot: 'only-on-failure',
    // Of each action the page as it was; a film of it costs a tenth of all time.
    trace: { mode: 'retain-on-failure', screenshots: false },
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH,
      args: [
        '--no-sandbox',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
