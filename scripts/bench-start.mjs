// @ts-check
/*
 * npm run bench:start: how long the portal and the shop take to start, and what
 * it takes to keep them running while the shop has its customers. The first start
 * is measured in a copy of this checkout with nothing installed and empty caches;
 * --skip-fresh leaves that out.
 */
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { findBrowser } from './lib/browser.mjs';
import { measureCreateToTrace } from './lib/createToTrace.mjs';
import { printFigures } from './lib/figures.mjs';
import { measureHomePage } from './lib/homePage.mjs';
import { root } from './lib/paths.mjs';
import { runMain, say } from './lib/say.mjs';
import { measureOrderToTrace } from './lib/shopOrder.mjs';
import { processTree, treeCpuSeconds } from './lib/processes.mjs';
import { signIn } from './lib/tracePages.mjs';
import { startNpm } from './lib/startNpm.mjs';

const LEFT_OUT =
  /(^|\/)(node_modules|dist|dist-types|\.git|\.toolchain|\.local|\.test|coverage)(\/|$)/;
const SETTLE_MS = 60_000;
const BUSY_MS = 60_000;
const CATALOG_MS = 180_000;
/**
 * The days of the first copy to ClickHouse are computed anew with each run for ten
 * minutes after it, because an insert may become visible late. A portal that was in
 * use is past that.
 */
const FIRST_COPY_MS = 13 * 60_000;
/** A component that a location of a location has. */
const LATE = 'component/default/app';

/** @typedef {import('./lib/figures.mjs').Row} Row */

/** @param {string} figure @param {number} value @param {number} limit @param {string} unit @returns {Row} */
function row(figure, value, limit, unit) {
  return {
    figure,
    measured: `${value.toFixed(value < 10 ? 1 : 0)} ${unit}`,
    target: `${limit} ${unit}`,
    reached: value <= limit,
  };
}

await runMain(async () => {
  const fresh = !process.argv.includes('--skip-fresh');
  const folder = fresh ? mkdtempSync(join(tmpdir(), 'bench-start-')) : root;
  const data = mkdtempSync(join(tmpdir(), 'bench-data-'));
  /** @type {Row[]} */
  const rows = [];
  try {
    if (fresh) {
      cpSync(root, folder, {
        recursive: true,
        filter: path => !LEFT_OUT.test(relative(root, path)),
      });
      const first = await startNpm(folder, data);
      rows.push(row('Fresh copy to ready', first.seconds, 180, 's'));
      await stopOnceUsed(first);
    } else {
      await stopOnceUsed(await startNpm(folder, data));
    }
    const second = await startNpm(folder, data);
    rows.push(row('Second start to ready', second.seconds, 20, 's'));
    try {
      rows.push(...(await measureRunning(second, data)));
    } finally {
      const began = Date.now();
      await second.stop();
      rows.push(row('Stop', (Date.now() - began) / 1000, 5, 's'));
    }
  } finally {
    rmSync(data, { recursive: true, force: true });
    if (fresh) {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  printFigures(rows);
  return rows.every(({ reached }) => reached) ? 0 : 1;
});

/**
 * What the catalog has begun to read when it is stopped, it reads again minutes
 * after the next start; a second start is one of a portal that was in use.
 * @param {Awaited<ReturnType<typeof startNpm>>} portal
 */
async function stopOnceUsed({ url, stop }) {
  const copied = Date.now() + FIRST_COPY_MS;
  const token = await signIn(url);
  const deadline = Date.now() + CATALOG_MS;
  while (Date.now() < deadline) {
    const { ok } = await fetch(`${url}/api/catalog/entities/by-name/${LATE}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    if (ok) {
      break;
    }
    await delay(1_000);
  }
  say(
    `Waiting ${
      FIRST_COPY_MS / 60_000
    } minutes from the start on, until the first copy to ClickHouse is settled`,
  );
  await delay(Math.max(0, copied - Date.now()));
  await stop();
}

/**
 * @param {Awaited<ReturnType<typeof startNpm>>} portal
 * @param {string} data
 * @returns {Promise<Row[]>}
 */
async function measureRunning({ pid, url }, data) {
  const home = await measureHomePage(url, await findBrowser());
  const inKyiv = new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Europe/Kyiv',
    weekday: 'long',
    hour: '2-digit',
    minute: '2-digit',
  });
  say(
    `It is ${inKyiv.format()} in Kyiv, by whose hours customers come: a tenth of the mean at night, twice as many in the evening`,
  );
  say(
    `Waiting ${SETTLE_MS / 1000} s until it has settled, then measuring ${
      BUSY_MS / 1000
    } s of it`,
  );
  await delay(SETTLE_MS);
  const before = treeCpuSeconds(pid);
  await delay(BUSY_MS);
  const busy = ((treeCpuSeconds(pid) - before) / (BUSY_MS / 1000)) * 100;
  const memory = memoryMiB(pid);
  const { shop, git } = JSON.parse(
    readFileSync(join(data, 'endpoints.json'), 'utf8'),
  );
  const order = await measureOrderToTrace({ shop, portal: url });
  const created = await measureCreateToTrace({ portal: url, git, data });
  return [
    row('Home page usable, warm server (median of 5)', home, 2, 's'),
    row('Memory of all processes (PSS)', memory, 3072, 'MiB'),
    row('Work of all processes', busy, 40, '% of a core'),
    row('Order placed to its trace in the portal', order.placed, 3, 's'),
    row('… with those that follow it by events', order.followed, 3, 's'),
    row('Create to the first trace of the new service', created, 60, 's'),
  ];
}

/** @param {number} pid */
function memoryMiB(pid) {
  const kib = processTree(pid).map(member => {
    try {
      return Number(
        /^Pss:\s+(\d+)/m.exec(
          readFileSync(`/proc/${member}/smaps_rollup`, 'utf8'),
        )?.[1] ?? 0,
      );
    } catch {
      return 0;
    }
  });
  return kib.reduce((sum, value) => sum + value, 0) / 1024;
}
