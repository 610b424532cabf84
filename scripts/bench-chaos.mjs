// @ts-check
/*
 * npm run bench:chaos: how long an experiment takes from the click in a browser and
 * from the request until every fault is on, a halt of 20 experiments until every
 * fault is off, a killed portal until it has accounted for what runs, and a page of a
 * history of 50,000 runs.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { findBrowser } from './lib/browser.mjs';
import { ensureFrontEnd } from './lib/build.mjs';
import { ChaosPortal } from './lib/ChaosPortal.mjs';
import { measureClicks } from './lib/chaosPages.mjs';
import { median, printFigures } from './lib/figures.mjs';
import { ensureKubectl } from './lib/kubectl.mjs';
import { KubectlClient } from './lib/KubectlClient.mjs';
import { startOf } from './lib/processes.mjs';
import { runMain, say } from './lib/say.mjs';
import { startPlatform } from './lib/supervise.mjs';

const STARTS = 5;
const EXPERIMENTS = 20;
const RUNS = 50_000;
const LISTS = 9;
const WATCH_MS = 20;
const PATIENCE_MS = 120_000;
const CLUSTERS = ['europe-west1', 'europe-west4'];
/** What is deleted, and what is applied, while there is no portal. */
const GONE = 'bench-many-0';
const COME = 'bench-come';
const SERVICES = ['core', 'inventory', 'notifications', 'payments', 'shipping'];

/** @typedef {import('./lib/figures.mjs').Row} Row */

await runMain(async () => {
  const browser = await findBrowser();
  await ensureFrontEnd();
  const data = mkdtempSync(join(tmpdir(), 'bench-chaos-'));
  const client = new KubectlClient(
    await ensureKubectl(),
    join(data, 'kubeconfig'),
  );
  const args = ['--data', data, '--port', '0', '--without-customers'];
  /** @type {Row[]} */
  const rows = [];
  try {
    const platform = await startPlatform(args);
    try {
      await client.waitForShop();
      const endpoints = JSON.parse(
        readFileSync(join(data, 'endpoints.json'), 'utf8'),
      );
      const portal = await ChaosPortal.signIn(
        endpoints.portal,
        'platform-engineer',
      );
      rows.push(
        row(
          'Click to every fault on, as the page of the run shows it (median of 5)',
          await measureClicks(endpoints.portal, browser, id => end(portal, id)),
          2,
          's',
        ),
        await measureStart(portal),
      );
      rows.push(...(await measureMany(portal, client, data)));
      rows.push(await measureHistory(portal, endpoints.postgres));
    } finally {
      await platform.stop();
    }
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
  printFigures(rows);
  return rows.every(({ reached }) => reached) ? 0 : 1;
});

/** @param {string} figure @param {number} value @param {number} limit @param {string} unit @returns {Row} */
function row(figure, value, limit, unit) {
  return {
    figure,
    measured: `${value.toFixed(unit === 's' ? 1 : 0)} ${unit}`,
    target: `${limit} ${unit}`,
    reached: value <= limit,
  };
}

/**
 * @template T
 * @param {string} what
 * @param {() => Promise<T | undefined | false>} attempt
 * @returns {Promise<T>}
 */
async function until(what, attempt) {
  const ends = Date.now() + PATIENCE_MS;
  for (;;) {
    const result = await attempt();
    if (result) {
      return result;
    }
    if (Date.now() > ends) {
      throw new Error(`${what} did not happen in ${PATIENCE_MS / 1000} s`);
    }
    await delay(WATCH_MS);
  }
}

/** @param {string} name @param {string} service @param {string} latency */
function networkDelay(name, service, latency) {
  return {
    apiVersion: 'chaos-mesh.org/v1alpha1',
    kind: 'NetworkChaos',
    metadata: { name, namespace: 'shop' },
    spec: {
      action: 'delay',
      mode: 'one',
      duration: '10m',
      selector: {
        namespaces: ['shop'],
        labelSelectors: { 'app.kubernetes.io/name': service },
      },
      delay: { latency },
    },
  };
}

/** Halts a run, and waits until its faults are off. @param {ChaosPortal} portal @param {string} id */
async function end(portal, id) {
  await portal.halt(id);
  await until('The recovery', async () => {
    const { run } = await portal.run(id);
    return run.endedAt;
  });
}

/** From the request to every fault on, through policy and dry run. @param {ChaosPortal} portal */
async function measureStart(portal) {
  say('Starting experiments one by one');
  const seconds = [];
  for (let index = 0; index < STARTS; index += 1) {
    const began = Date.now();
    const { id } = await portal.start(
      'europe-west1',
      networkDelay(`bench-start-${index}`, 'payments', '50ms'),
      'shop',
    );
    await until('The injection', async () => {
      const { run } = await portal.run(id);
      return run.injectedAt;
    });
    seconds.push((Date.now() - began) / 1000);
    await end(portal, id);
  }
  return row(
    `Request to every fault on (median of ${STARTS})`,
    median(seconds),
    2,
    's',
  );
}

/**
 * As many as no policy of the portal lets one person start: applied by kubectl,
 * adopted by the portal, which is then killed, and halts them all.
 * @param {ChaosPortal} portal @param {KubectlClient} client @param {string} data
 */
async function measureMany(portal, client, data) {
  say(`Running ${EXPERIMENTS} experiments`);
  await Promise.all(
    CLUSTERS.map(async cluster => {
      const file = join(data, `${cluster}-chaos.yaml`);
      const objects = Array.from(
        { length: EXPERIMENTS / CLUSTERS.length },
        (_, index) =>
          networkDelay(
            `bench-many-${index}`,
            SERVICES[index % SERVICES.length],
            `${10 + index}ms`,
          ),
      );
      writeFileSync(
        file,
        objects.map(each => `# YAML\n${JSON.stringify(each)}`).join('\n---\n'),
      );
      await client.run(['--context', cluster, 'apply', '-f', file]);
    }),
  );
  const areOn = async () => {
    const active = await portal.activeRuns();
    return (
      active.length === EXPERIMENTS &&
      active.every(({ injectedAt }) => injectedAt)
    );
  };
  await until('All injections', areOn);

  const before = await portal.activeRuns();
  const gone = before.find(
    ({ name, cluster }) => name === GONE && cluster === CLUSTERS[0],
  );
  if (!gone) {
    throw new Error(`There is no run of ${GONE}`);
  }
  const { started, up } = await killPortal(portal, data, async () => {
    // What the next portal cannot know but from the cluster.
    await client.run([
      ...['--context', CLUSTERS[0], '-n', 'shop'],
      ...['delete', 'networkchaos', GONE, '--wait=true'],
    ]);
    const file = join(data, 'come-chaos.yaml');
    writeFileSync(file, JSON.stringify(networkDelay(COME, 'core', '99ms')));
    await client.run(['--context', CLUSTERS[0], 'apply', '-f', file]);
  });
  const others = new Set(
    before.filter(({ id }) => id !== gone.id).map(({ id }) => id),
  );
  await until('The account', async () => {
    const runs = await portal.newestRuns();
    // Nobody saw its faults being taken back: that it is gone proves nothing.
    const isGoneTold = runs.some(
      ({ id, state }) => id === gone.id && state === 'not-recovered',
    );
    const come = runs.find(({ name }) => name === COME);
    return (
      isGoneTold &&
      come?.injectedAt &&
      runs.filter(({ id, state }) => others.has(id) && state === 'running')
        .length === others.size
    );
  });
  const accounted = Date.now();
  const halting = new Set((await portal.activeRuns()).map(({ id }) => id));

  say('Halting everything');
  const began = Date.now();
  await portal.haltAll('The benchmark halts everything');
  await until('The recovery of all', async () => {
    const runs = await portal.newestRuns();
    return (
      runs.filter(({ id, state }) => halting.has(id) && state === 'recovered')
        .length === halting.size
    );
  });
  const halted = (Date.now() - began) / 1000;
  await portal.armAll();
  return [
    row(
      `${EXPERIMENTS} running experiments accounted for by a portal that was killed, from the start of its next process`,
      (accounted - started) / 1000,
      10,
      's',
    ),
    row(`The same, from its first answer`, (accounted - up) / 1000, 10, 's'),
    row(
      `Halt of ${EXPERIMENTS} experiments in two clusters to every fault off`,
      halted,
      5,
      's',
    ),
  ];
}

/**
 * Ends the portal as it is, does something while nobody looks, and waits for the
 * next one, whose time begins when that is done.
 * @param {ChaosPortal} portal @param {string} data
 * @param {() => Promise<void>} meanwhile
 * @returns {Promise<{ started: number; up: number }>} when the process of that one
 *   started, without the time in which it stood still, and when it answered first
 */
async function killPortal(portal, data, meanwhile) {
  say('Killing the portal');
  const killed = portalPid(data);
  if (killed === undefined) {
    throw new Error('There is no portal to kill');
  }
  process.kill(killed, 'SIGKILL');
  const next = await until('The start of the next process', async () => {
    const pid = portalPid(data);
    return pid !== killed && pid;
  });
  // It stands still at its very beginning, however long the rest takes.
  process.kill(next, 'SIGSTOP');
  const stoodStill = Date.now();
  try {
    await meanwhile();
  } finally {
    process.kill(next, 'SIGCONT');
  }
  const started = startOf(next) + Date.now() - stoodStill;
  await until('The next start of the portal', () => portal.isUp());
  const up = Date.now();
  await portal.signInAgain();
  return { started, up };
}

/** The process of the portal; undefined while there is none. @param {string} data */
function portalPid(data) {
  try {
    const text = readFileSync(join(data, 'run/portal.process.json'), 'utf8');
    return Number(JSON.parse(text).pid);
  } catch {
    return undefined;
  }
}

/**
 * The runs are copies of one that ran, a minute apart.
 * @param {ChaosPortal} portal @param {string} url
 */
async function measureHistory(portal, url) {
  say(`Filling the history with ${RUNS} runs`);
  const database = new pg.Client(url);
  await database.connect();
  try {
    await database.query('SET search_path TO chaos');
    const { rows: columns } = await database.query(
      `SELECT column_name AS name FROM information_schema.columns
       WHERE table_schema = 'chaos' AND table_name = 'chaos_runs'`,
    );
    const others = columns
      .map(({ name }) => name)
      .filter(name => !['id', 'uid', 'started_at'].includes(name));
    await database.query(
      `INSERT INTO chaos_runs (id, uid, started_at, ${others.join(', ')})
       SELECT gen_random_uuid(), gen_random_uuid()::text, started_at - n * interval '1 minute', ${others.join(
         ', ',
       )}
       FROM (SELECT * FROM chaos_runs WHERE ended_at IS NOT NULL ORDER BY started_at LIMIT 1) run,
         generate_series(1, ${RUNS}) n`,
    );
    await database.query('ANALYZE chaos_runs');
  } finally {
    await database.end();
  }
  const times = [];
  for (let index = 0; index < LISTS + 2; index += 1) {
    const began = performance.now();
    const { runs } = await portal.page();
    times.push(performance.now() - began);
    if (runs.length !== 50) {
      throw new Error(`A page of 50 runs has ${runs.length}`);
    }
  }
  return row(
    `A page of a history of ${RUNS} runs (median of ${LISTS})`,
    median(times.slice(2)),
    200,
    'ms',
  );
}
