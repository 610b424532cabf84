// @ts-check
/*
 * npm run bench:analytics: the sales dashboard on a hundred million order lines,
 * compared with what is stored; questions that read all rows on ClickHouse and on
 * the shop's PostgreSQL at one size; how fast the pipeline copies, beside
 * ClickHouse's own postgresql(); and what visitors of the shop wait meanwhile. All
 * in one run, with servers and data of its own.
 *
 *   npm run bench:analytics -- [--items 100000000] [--days 1000] [--orders 2000000] [--data <folder>] [--json <file>]
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ClickHouseClient } from './lib/analytics/ClickHouseClient.mjs';
import { EtlProcess } from './lib/analytics/EtlProcess.mjs';
import {
  askDirectly,
  inAnyOrder,
  openDashboard,
  readQuestions,
} from './lib/analytics/salesDashboard.mjs';
import {
  changeOrders,
  fillSource,
  rawQuestions,
} from './lib/analytics/shopDatabase.mjs';
import { visitShop, visitsRow } from './lib/analytics/shopVisits.mjs';
import { fillStores, monthsAreMerged } from './lib/analytics/storedOrders.mjs';
import { median, printFigures } from './lib/figures.mjs';
import { binFolder, inRoot } from './lib/paths.mjs';
import { runQuietly, toolchainEnvironment } from './lib/run.mjs';
import { runMain, say } from './lib/say.mjs';
import { startPlatform } from './lib/supervise.mjs';

const REPEATS = 5;
const DASHBOARD_MS = 1_000;
const DASHBOARD_DAYS = 30;
const DASHBOARD_PANELS = 12;
const DASHBOARD_RAW_PANELS = 4;
const TIMES_FASTER = 100;
const ROWS_PER_SECOND = 200_000;
const OF_TABLE_FUNCTION = 0.5;
const VISITS = 300;

/** @typedef {import('./lib/figures.mjs').Row} Row */
/** @typedef {import('./lib/analytics/shopDatabase.mjs').Source} Source */
/** @typedef {{ clickhouse: string; postgres: string }} Endpoints */

await runMain(async () => {
  const { values } = parseArgs({
    options: {
      items: { type: 'string', default: '100000000' },
      days: { type: 'string', default: '1000' },
      orders: { type: 'string', default: '2000000' },
      data: { type: 'string' },
      json: { type: 'string' },
    },
  });
  const folder = mkdtempSync(join(tmpdir(), 'bench-analytics-'));
  const data = values.data ?? join(folder, 'platform');
  const platform = await startPlatform([
    ...['--data', data, '--port', '0'],
    '--without-portal',
    '--without-shop',
  ]);
  const before = loadavg();
  /** @type {Row[]} */
  const rows = [];
  try {
    /** @type {Endpoints} */
    const endpoints = JSON.parse(
      readFileSync(join(data, 'endpoints.json'), 'utf8'),
    );
    rows.push(
      ...(await measurePipeline(endpoints, folder, Number(values.orders))),
      ...(await measureDashboard(endpoints, {
        items: Number(values.items),
        days: Number(values.days),
        now: Date.now(),
      })),
    );
  } finally {
    await platform.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  printFigures(rows);
  const load = { before, after: loadavg() };
  say(
    `Load of the machine (1 min): ${load.before[0]?.toFixed(
      1,
    )} before, ${load.after[0]?.toFixed(1)} after, this run's own with it`,
  );
  if (values.json) {
    writeFileSync(
      values.json,
      `${JSON.stringify({ ...values, load, rows }, null, 2)}\n`,
    );
  }
  return rows.every(({ reached }) => reached) ? 0 : 1;
});

/**
 * @param {Endpoints} endpoints
 * @param {string} folder
 * @param {number} orders
 * @returns {Promise<Row[]>}
 */
async function measurePipeline(endpoints, folder, orders) {
  const installed = join(folder, 'analytics-etl');
  await EtlProcess.install(installed);
  const server = new ClickHouseClient(endpoints.clickhouse);
  await server.run('CREATE DATABASE bench_etl');
  const clickhouse = server.in('bench_etl');
  const url = Object.assign(new URL(endpoints.postgres), {
    pathname: '/bench_source',
  }).href;
  // The pipeline brings the driver, which is none of this repository's own.
  /** @type {{ Client: new (options: { connectionString: string }) => Source & { connect: () => Promise<void> } }} */
  const { Client } = createRequire(join(installed, '/'))('pg');
  const admin = new Client({ connectionString: endpoints.postgres });
  await admin.connect();
  await admin.query('CREATE DATABASE bench_source');
  await admin.end();
  const source = new Client({ connectionString: url });
  const visitor = new Client({ connectionString: url });
  await source.connect();
  await visitor.connect();
  try {
    say(`Making ${orders} orders with ${orders * 3} lines in PostgreSQL`);
    await fillSource(source, orders);
    const copied = await measureCopies(
      installed,
      { source: url, target: clickhouse.url },
      { source, visitor },
    );
    const yardstick = await copyByTableFunction(url, join(folder, 'engine'));
    const ratio = copied.lines / yardstick;
    return [
      ...copied.rows,
      {
        figure:
          "Order lines a second, beside ClickHouse's postgresql() on the same join",
        measured: `${copied.lines.toFixed(0)} to ${yardstick.toFixed(
          0,
        )} (ratio ${ratio.toFixed(2)})`,
        target: `ratio ${OF_TABLE_FUNCTION}`,
        reached: ratio >= OF_TABLE_FUNCTION,
      },
      ...(await compareQuestions(source, clickhouse, orders * 3)),
    ];
  } finally {
    await visitor.end();
    await source.end();
    await server.run('DROP DATABASE bench_etl SYNC');
  }
}

/**
 * @param {string} installed
 * @param {{ source: string; target: string }} stores
 * @param {{ source: Source; visitor: Source }} connections
 * @returns {Promise<{ lines: number; rows: Row[] }>} lines a second, and the report
 */
async function measureCopies(installed, stores, { source, visitor }) {
  say('Visiting the shop');
  const { alone } = await visitShop(visitor, count => count < VISITS);
  say('Copying all of it, and visiting the shop meanwhile');
  const etl = await EtlProcess.start(installed, stores);
  try {
    let isOver = false;
    const [first, { besideCopy }] = await Promise.all([
      etl.finished(1).finally(() => {
        isOver = true;
      }),
      visitShop(visitor, () => !isOver),
    ]);
    const memory = etl.memory();
    await changeOrders(source);
    say('Copying what has changed');
    await etl.ask();
    const second = await etl.finished(2);
    const after = etl.memory();
    const lines = first.tables.find(
      ({ table }) => table === 'order_items_analytics',
    );
    return {
      lines: lines ? rate([lines]) : 0,
      rows: [
        rateRow('Rows a second, the first copy', first.tables),
        ...first.tables.map(table => rateRow(`… of ${table.table}`, [table])),
        rateRow('Rows a second, one order in ten changed', second.tables),
        {
          figure:
            'Memory of the pipeline, first copy: second fifth, last fifth, most; most of the next copy',
          measured: `${memory.early.toFixed(0)}, ${memory.late.toFixed(
            0,
          )}, ${memory.most.toFixed(0)}; ${after.most.toFixed(0)} MiB`,
          target: 'flat',
          reached: memory.late <= memory.early * 1.25,
        },
        visitsRow(alone, besideCopy),
      ],
    };
  } finally {
    await etl.stop();
  }
}

/** @param {import('./lib/analytics/EtlProcess.mjs').TableOfRun[]} tables */
function rate(tables) {
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  const ms = tables.reduce((sum, table) => sum + table.durationMs, 0);
  return (rows / Math.max(1, ms)) * 1000;
}

/**
 * @param {string} figure
 * @param {import('./lib/analytics/EtlProcess.mjs').TableOfRun[]} tables
 * @returns {Row}
 */
function rateRow(figure, tables) {
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  return {
    figure,
    measured: `${rate(tables).toFixed(0)} rows/s (${rows} rows)`,
    target: `${ROWS_PER_SECOND} rows/s`,
    reached: rate(tables) >= ROWS_PER_SECOND,
  };
}

/**
 * @param {string} url
 * @param {string} folder
 * @returns {Promise<number>} rows a second
 */
async function copyByTableFunction(url, folder) {
  const output = await runQuietly({
    title: 'Copying with postgresql()',
    command: join(binFolder, 'node'),
    args: [
      inRoot('scripts/lib/analytics/copyByTableFunction.mjs'),
      url,
      folder,
    ],
    env: toolchainEnvironment(),
  });
  /** @type {{ rows: number; seconds: number }} */
  const { rows, seconds } = JSON.parse(
    output.trim().split('\n').at(-1) ?? '{}',
  );
  return rows / seconds;
}

/**
 * Turn about, so that what else the machine does hits both sides alike.
 * @param {Source} source
 * @param {ClickHouseClient} clickhouse
 * @param {number} lines
 * @returns {Promise<Row[]>}
 */
async function compareQuestions(source, clickhouse, lines) {
  await monthsAreMerged(clickhouse);
  say(`Asking both sides about ${lines} order lines`);
  /** @type {Row[]} */
  const rows = [];
  for (const { figure, source: asked, target } of rawQuestions) {
    /** @type {number[]} */
    const theirs = [];
    /** @type {number[]} */
    const ours = [];
    let isExact = true;
    for (let repeat = 0; repeat <= REPEATS; repeat += 1) {
      const [slow, expected] = await time(async () =>
        (await source.query(asked)).rows.map(row => Object.values(row)),
      );
      const [fast, found] = await time(() => clickhouse.rows(target));
      isExact &&= inAnyOrder(found) === inAnyOrder(expected);
      // The first round warms both up.
      if (repeat > 0) {
        theirs.push(slow);
        ours.push(fast);
      }
    }
    const ratio = median(theirs) / median(ours);
    rows.push({
      figure: `${figure}, all of ${lines} lines${
        isExact ? ', equal on both sides' : ', DIFFERENT on both sides'
      }`,
      measured: `${spread(ours)}; PostgreSQL ${spread(theirs)}: ${ratio.toFixed(
        0,
      )} times`,
      target: `${TIMES_FASTER} times`,
      reached: isExact && ratio >= TIMES_FASTER,
    });
  }
  return rows;
}

/**
 * @param {Endpoints} endpoints
 * @param {{ items: number; days: number; now: number }} size
 * @returns {Promise<Row[]>}
 */
async function measureDashboard(endpoints, size) {
  const server = new ClickHouseClient(endpoints.clickhouse);
  await server.run('CREATE DATABASE bench_sales');
  const clickhouse = server.in('bench_sales');
  say(`Making ${size.items} order lines of ${size.days} days in ClickHouse`);
  await fillStores(clickhouse, size);
  const questions = readQuestions();
  const window = {
    from: size.now - DASHBOARD_DAYS * 86_400_000,
    to: size.now,
  };
  say(
    `Opening the dashboard ${REPEATS} times, right after rows were sent again`,
  );
  const unmerged = await openAgain(clickhouse, questions, window);
  say('Waiting until each month is one part');
  await monthsAreMerged(clickhouse);
  say(`Opening the dashboard ${REPEATS} times`);
  const opened = await openAgain(clickhouse, questions, window);
  say('Comparing each answer with what is stored');
  /** @type {Row[]} */
  const rows = [];
  for (const [index, question] of questions.entries()) {
    const times = opened.map(({ each }) => each[index] ?? NaN);
    const expected = inAnyOrder(
      await askDirectly(clickhouse, question, window),
    );
    const isExact = opened.every(
      ({ answers }) => inAnyOrder(answers[index] ?? []) === expected,
    );
    rows.push({
      figure: `${question.panel}${question.isRaw ? ' (raw rows)' : ''}`,
      measured: `${spread(times)}${isExact ? '' : ', DIFFERENT'}`,
      target: `exact, ${DASHBOARD_MS} ms`,
      reached: isExact && median(times) <= DASHBOARD_MS,
    });
  }
  const stored = await clickhouse.run(
    'SELECT sum(rows) FROM system.parts WHERE active AND database = currentDatabase()',
  );
  return [
    panelsRow(questions),
    totalRow(
      `The sales dashboard, ${questions.length} questions, ${DASHBOARD_DAYS} of ${size.days} days, ${stored} rows stored`,
      opened,
    ),
    totalRow('… right after a run, before its months are merged', unmerged),
    ...rows,
  ];
}

/**
 * What is opened is as large as it has to be.
 * @param {import('./lib/analytics/salesDashboard.mjs').Question[]} questions
 * @returns {Row}
 */
function panelsRow(questions) {
  const panels = questions.filter(({ isLine }) => !isLine);
  const raw = panels.filter(({ isRaw }) => isRaw);
  return {
    figure:
      'Panels of the sales dashboard, and those of them that scan raw rows',
    measured: `${panels.length}, ${raw.length}`,
    target: `${DASHBOARD_PANELS}, ${DASHBOARD_RAW_PANELS} at least`,
    reached:
      panels.length >= DASHBOARD_PANELS && raw.length >= DASHBOARD_RAW_PANELS,
  };
}

/** @typedef {Awaited<ReturnType<typeof openDashboard>>} Opened */

/**
 * @param {ClickHouseClient} clickhouse
 * @param {import('./lib/analytics/salesDashboard.mjs').Question[]} questions
 * @param {import('./lib/analytics/salesDashboard.mjs').Window} window
 */
async function openAgain(clickhouse, questions, window) {
  await openDashboard(clickhouse, questions, window);
  /** @type {Opened[]} */
  const opened = [];
  for (let repeat = 0; repeat < REPEATS; repeat += 1) {
    opened.push(await openDashboard(clickhouse, questions, window));
  }
  return opened;
}

/**
 * @param {string} figure
 * @param {Opened[]} opened
 * @returns {Row}
 */
function totalRow(figure, opened) {
  const totals = opened.map(({ total }) => total);
  return {
    figure,
    measured: spread(totals),
    target: `${DASHBOARD_MS} ms`,
    reached: median(totals) <= DASHBOARD_MS,
  };
}

/** @param {number[]} times - in ms */
function spread(times) {
  const [least, middle, most] = [
    Math.min(...times),
    median(times),
    Math.max(...times),
  ].map(value => value.toFixed(0));
  return `${middle} ms (${least} to ${most})`;
}

/**
 * @template T
 * @param {() => Promise<T>} work
 * @returns {Promise<[number, T]>}
 */
async function time(work) {
  const began = performance.now();
  const result = await work();
  return [performance.now() - began, result];
}
