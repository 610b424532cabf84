// @ts-check
import { cpSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { findBrowser } from './browser.mjs';
import { ensureFrontEnd } from './build.mjs';
import { runVisibly } from './checks.mjs';
import { sendTraces } from './generator.mjs';
import { isEmbeddedPlatform } from './machine.mjs';
import { inRoot } from './paths.mjs';
import { startPlatform } from './supervise.mjs';

/**
 * What is read of Playwright's JSON report.
 * @typedef {{ status: string; annotations: { type: string; description?: string }[] }} Test
 * @typedef {{ specs?: { title: string; tests: Test[] }[]; suites?: Suite[] }} Suite
 * @typedef {{ stats: { expected: number; unexpected: number; flaky: number }; suites: Suite[] }} Report
 */

const dataFolder = inRoot('.test/e2e');
const fixtures = inRoot('packages/app/e2e-tests/fixtures');
const results = inRoot('.test/e2e.json');

/**
 * The end-to-end tests: a platform of their own, on free ports and with its own
 * data, and a real browser.
 * @type {import('./checks.mjs').Check}
 */
export const endToEnd = {
  title: 'End to end in the browser',
  async run() {
    if (!isEmbeddedPlatform()) {
      return {
        passed: 0,
        failed: 0,
        skipped: [
          'End to end in the browser (the embedded platform does not run on this machine)',
        ],
      };
    }
    const browser = await findBrowser();
    await ensureFrontEnd();
    rmSync(dataFolder, { recursive: true, force: true });
    rmSync(results, { force: true });
    // A copy, because the tests change it.
    cpSync(fixtures, `${dataFolder}/fixtures`, { recursive: true });
    const config = `${fixtures}/app-config.e2e.yaml`;
    const platform = await startPlatform([
      '--data',
      dataFolder,
      '--port',
      '0',
      '--config',
      config,
    ]);
    try {
      const endpoints = JSON.parse(
        readFileSync(`${dataFolder}/endpoints.json`, 'utf8'),
      );
      await sendTraces({
        url: endpoints.otlp,
        traces: 2_000,
        more: ['--large-trace', '10000'],
      });
      const ok = await runVisibly('playwright', ['test'], {
        ...browser.environment,
        CHROMIUM_PATH: browser.executable,
        PLAYWRIGHT_URL: endpoints.portal,
        PLAYWRIGHT_JSON_OUTPUT_NAME: results,
        SHOP_PLATFORM_DATA: dataFolder,
      });
      return readResults(ok);
    } finally {
      await platform.stop();
    }
  },
};

/**
 * @param {boolean} ok - whether the runner itself was satisfied
 * @returns {import('./checks.mjs').Tally}
 */
function readResults(ok) {
  if (!existsSync(results)) {
    return { passed: 0, failed: 1, skipped: [] };
  }
  /** @type {Report} */
  const { stats, suites } = JSON.parse(readFileSync(results, 'utf8'));
  return {
    passed: stats.expected + stats.flaky,
    failed: Math.max(stats.unexpected, ok ? 0 : 1),
    skipped: suites.flatMap(skippedSpecs),
    failures: suites.flatMap(failedSpecs),
  };
}

/** @param {Suite} suite @returns {string[]} */
function skippedSpecs({ specs = [], suites = [] }) {
  const own = specs
    .filter(({ tests }) => tests.every(test => test.status === 'skipped'))
    .map(({ title, tests }) => {
      const reason = tests[0]?.annotations.find(({ type }) => type === 'skip');
      return reason?.description ? `${title} (${reason.description})` : title;
    });
  return [...own, ...suites.flatMap(skippedSpecs)];
}

/** @param {Suite} suite @returns {string[]} */
function failedSpecs({ specs = [], suites = [] }) {
  const own = specs
    .filter(({ tests }) => tests.some(test => test.status === 'unexpected'))
    .map(({ title }) => title);
  return [...own, ...suites.flatMap(failedSpecs)];
}
