// @ts-check
/*
 * npm run bench:traces: ten million spans through the receiver, the questions of
 * a search beside Jaeger's own table layout on the same engine, the list in the
 * portal, and a trace of 10,000 spans in the browser. All in one run.
 *
 *   npm run bench:traces -- [--traces 1000000] [--data <folder>]
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { findBrowser } from './lib/browser.mjs';
import { ensureFrontEnd } from './lib/build.mjs';
import { printFigures } from './lib/figures.mjs';
import { sendTraces } from './lib/generator.mjs';
import { MemoryWatch } from './lib/memory.mjs';
import { binFolder, inRoot } from './lib/paths.mjs';
import { runQuietly, toolchainEnvironment } from './lib/run.mjs';
import { runMain, say } from './lib/say.mjs';
import { startPlatform } from './lib/supervise.mjs';
import { measureLists, measureLargeTrace } from './lib/tracePages.mjs';

const DAYS = 10;
const SPANS_PER_TRACE = 10;
const LARGE_TRACE = 10_000;
const SETTLE_TIMEOUT_MS = 600_000;

/** @typedef {import('./lib/figures.mjs').Row} Row */
/** @typedef {{ clickhouse: string; otlp: string; portal: string }} Endpoints */

await runMain(async () => {
  const { values } = parseArgs({
    options: {
      traces: { type: 'string', default: '1000000' },
      data: { type: 'string' },
    },
  });
  const traces = Number(values.traces);
  const data = values.data ?? mkdtempSync(join(tmpdir(), 'bench-traces-'));
  const browser = await findBrowser();
  await ensureFrontEnd();
  const platform = await startPlatform([
    '--data',
    data,
    '--port',
    '0',
    '--without-shop',
  ]);
  try {
    /** @type {Endpoints} */
    const endpoints = JSON.parse(
      readFileSync(join(data, 'endpoints.json'), 'utf8'),
    );
    const rows = [
      ...(await measureIngest(endpoints, data, traces)),
      ...(await measureQuestions(endpoints)),
      ...(await measureLists(endpoints.portal)),
    ];
    await sendTraces({
      url: endpoints.otlp,
      traces: 1,
      more: ['--large-trace', String(LARGE_TRACE)],
    });
    const traceId = await ask(
      endpoints.clickhouse,
      `SELECT TraceId FROM otel_traces WHERE Timestamp > now() - INTERVAL 2 HOUR
       GROUP BY TraceId ORDER BY count() DESC LIMIT 1`,
    );
    rows.push(await measureLargeTrace(endpoints.portal, browser, traceId));
    printFigures(rows);
    return rows.every(({ reached }) => reached) ? 0 : 1;
  } finally {
    await platform.stop();
    if (!values.data) {
      rmSync(data, { recursive: true, force: true });
    }
  }
});

/**
 * @param {string} clickhouse
 * @param {string} query
 * @returns {Promise<string>}
 */
async function ask(clickhouse, query) {
  const { username, password, origin } = new URL(clickhouse);
  const response = await fetch(origin, {
    method: 'POST',
    body: query,
    headers: {
      'X-ClickHouse-User': decodeURIComponent(username),
      'X-ClickHouse-Key': decodeURIComponent(password),
    },
  });
  const text = await response.text();
  if (!response.ok) {
    throw new Error(text);
  }
  return text.trim();
}

/**
 * @param {Endpoints} endpoints
 * @param {string} data
 * @param {number} traces
 * @returns {Promise<Row[]>}
 */
async function measureIngest({ otlp, clickhouse }, data, traces) {
  say(`Sending ${traces * SPANS_PER_TRACE} spans through the receiver`);
  const memory = new MemoryWatch(data, ['clickhouse', 'otlp-receiver']);
  const said = await sendTraces({
    url: otlp,
    traces,
    more: [
      '--flavour',
      'benchmark',
      '--minutes',
      String(DAYS * 24 * 60),
      '--connections',
      '128',
    ],
  });
  const usage = memory.stop();
  say(said.trim());
  const rate = Number(/([\d.]+) spans\/s/.exec(said)?.[1]);
  const stored = Number(
    await ask(clickhouse, 'SELECT count() FROM otel_traces'),
  );
  await settle(clickhouse);
  return [
    {
      figure: 'Ingest through the receiver, sender included',
      measured: `${rate.toFixed(0)} spans/s`,
      target: '50000 spans/s',
      reached: rate >= 50_000,
    },
    {
      figure: 'Acknowledged spans found',
      measured: `${stored} of ${traces * SPANS_PER_TRACE}`,
      target: 'all',
      reached: stored >= traces * SPANS_PER_TRACE,
    },
    ...usage.map(({ name, early, late, most }) => ({
      figure: `Memory of ${name} while it ingests: first fifth, last fifth, most`,
      measured: `${early.toFixed(0)}, ${late.toFixed(0)}, ${most.toFixed(
        0,
      )} MiB`,
      target: 'flat',
      reached: late <= early * 1.25,
    })),
  ];
}

/**
 * Waits until nothing is merged any more: the questions are about data at rest.
 * @param {string} clickhouse
 */
async function settle(clickhouse) {
  const deadline = Date.now() + SETTLE_TIMEOUT_MS;
  while ((await ask(clickhouse, 'SELECT count() FROM system.merges')) !== '0') {
    if (Date.now() > deadline) {
      throw new Error('ClickHouse is still merging after ten minutes.');
    }
    await delay(1_000);
  }
}

/** @param {Endpoints} endpoints @returns {Promise<Row[]>} */
async function measureQuestions({ clickhouse }) {
  say("Copying the spans into Jaeger's layout, and asking both");
  const output = await runQuietly({
    title: 'Asking questions',
    command: join(binFolder, 'node'),
    args: [
      '--require',
      inRoot('node_modules/@backstage/cli-node/config/nodeTransform.cjs'),
      inRoot('plugins/traces-backend-module-clickhouse/dev/benchmark/main.ts'),
    ],
    env: { ...toolchainEnvironment(), CLICKHOUSE_URL: clickhouse },
  });
  /** @type {{ question: string; portal: number; jaeger?: number }[]} */
  const answers = JSON.parse(output.trim().split('\n').at(-1) ?? '[]');
  return answers.map(({ question, portal, jaeger }) => ({
    figure: question,
    measured: `${portal.toFixed(1)} ms`,
    target:
      jaeger === undefined
        ? '150 ms'
        : `${jaeger.toFixed(1)} ms in Jaeger's layout (ratio ${(
            portal / jaeger
          ).toFixed(2)})`,
    reached: portal <= (jaeger ?? 150),
  }));
}
