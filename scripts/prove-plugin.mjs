// @ts-check
/*
 * Proves that the traces plugin installs elsewhere: its packages are packed as
 * they would be published, added to a fresh Backstage app as create-app makes
 * it, and its pages opened there in a browser.
 *
 *   npm run prove:plugin
 */
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { findBrowser } from './lib/browser.mjs';
import { sendTraces } from './lib/generator.mjs';
import { startPortalOf } from './lib/hostApp.mjs';
import { packPackages } from './lib/pack.mjs';
import { inRoot } from './lib/paths.mjs';
import { npmCommand, runQuietly, toolchainEnvironment } from './lib/run.mjs';
import { runMain, say } from './lib/say.mjs';
import { startPlatform } from './lib/supervise.mjs';

const CREATE_APP = '@backstage/create-app@0.9.2';
const BACKEND_PACKAGES = [
  '@shop-platform/backstage-plugin-traces-backend',
  '@shop-platform/backstage-plugin-traces-backend-module-clickhouse',
];
const FRONTEND_PACKAGES = ['@shop-platform/backstage-plugin-traces'];

await runMain(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'prove-plugin-'));
  const host = join(folder, 'host');
  const data = join(folder, 'data');
  const platform = await startPlatform([
    '--data',
    data,
    '--without-portal',
    '--without-shop',
  ]);
  try {
    const endpoints = JSON.parse(
      readFileSync(join(data, 'endpoints.json'), 'utf8'),
    );
    await sendTraces({ url: endpoints.otlp, traces: 300 });
    const archives = await packPackages(
      [...BACKEND_PACKAGES, ...FRONTEND_PACKAGES],
      join(folder, 'archives'),
    );
    await createHost(host);
    addPackages(host, archives);
    configure(host, endpoints.clickhouse);
    await install(host);
    const portal = await startPortalOf(host);
    try {
      await openPages(portal.url);
    } finally {
      await portal.stop();
    }
  } finally {
    await platform.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  return 0;
});

/** @param {string} host */
async function createHost(host) {
  say(`Creating an app with ${CREATE_APP}`);
  await runQuietly({
    title: 'Creating the app',
    ...npmCommand([
      'exec',
      '--yes',
      CREATE_APP,
      '--',
      '--skip-install',
      '--path',
      host,
    ]),
    env: { ...toolchainEnvironment(), BACKSTAGE_APP_NAME: 'host' },
  });
}

/**
 * Adds the packed packages to the app. They name each other by version, and no
 * registry has them, so each of those versions is resolved to its archive.
 * @param {string} host
 * @param {Record<string, string>} archives - package name to archive
 */
function addPackages(host, archives) {
  const files = Object.fromEntries(
    Object.entries(archives).map(([name, file]) => [name, `file:${file}`]),
  );
  edit(join(host, 'package.json'), manifest => {
    const own = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));
    Object.assign(
      manifest.resolutions,
      backstageVersions(),
      own.resolutions,
      files,
    );
  });
  for (const [workspace, names] of /** @type {const} */ ([
    ['backend', BACKEND_PACKAGES],
    ['app', FRONTEND_PACKAGES],
  ])) {
    edit(join(host, 'packages', workspace, 'package.json'), manifest => {
      for (const name of names) {
        manifest.dependencies[name] = files[name];
      }
    });
  }
  const index = join(host, 'packages/backend/src/index.ts');
  writeFileSync(
    index,
    readFileSync(index, 'utf8').replace(
      'backend.start();',
      `${BACKEND_PACKAGES.map(name => `backend.add(import('${name}'));`).join(
        '\n',
      )}\nbackend.start();`,
    ),
  );
}

/**
 * The packages of the Backstage release that this repository is on, by its
 * lockfile; the app is of the same. Within the app's ranges a registry has
 * packages of later releases, too, and those do not fit the others.
 * @returns {Record<string, string>}
 */
function backstageVersions() {
  const locked = readFileSync(inRoot('yarn.lock'), 'utf8').matchAll(
    /^"(@backstage\/[^@]+)@npm:.*\n {2}version: (\S+)$/gm,
  );
  return Object.fromEntries(
    [...locked].map(([, name, version]) => [name, version]),
  );
}

/**
 * @param {string} file
 * @param {(manifest: { dependencies: Record<string, string>; resolutions: Record<string, string> }) => void} change
 */
function edit(file, change) {
  const manifest = JSON.parse(readFileSync(file, 'utf8'));
  change(manifest);
  writeFileSync(file, `${JSON.stringify(manifest, undefined, 2)}\n`);
}

/**
 * What the plugins' READMEs tell to configure, and a component with the annotation.
 * @param {string} host
 * @param {string} clickhouse
 */
function configure(host, clickhouse) {
  mkdirSync(join(host, 'examples'), { recursive: true });
  writeFileSync(
    join(host, 'examples/core.yaml'),
    `apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: core-service
  annotations:
    shop-platform.io/service-name: core-service
spec: { type: service, lifecycle: production, owner: guests }
`,
  );
  writeFileSync(
    join(host, 'app-config.local.yaml'),
    `clickhouse:
  connections:
    default: { url: '${clickhouse}' }
traces:
  sources:
    - { id: local, type: clickhouse }
catalog:
  locations:
    - { type: file, target: ../../examples/core.yaml }
    - type: file
      target: ../../examples/org.yaml
      rules: [{ allow: [User, Group] }]
`,
  );
  appendFileSync(join(host, '.yarnrc.yml'), '\nenableScripts: false\n');
}

/** @param {string} host */
async function install(host) {
  say('Installing and building the app');
  await runQuietly({
    title: 'Installing the app',
    command: 'yarn',
    args: ['install', '--no-immutable'],
    cwd: host,
  });
  await runQuietly({
    title: 'Building the app',
    command: 'yarn',
    args: ['workspace', 'app', 'build'],
    cwd: host,
  });
}

/** @param {string} url */
async function openPages(url) {
  const { executable, environment } = await findBrowser();
  const browser = await chromium.launch({
    executablePath: executable,
    env: { ...process.env, ...environment },
    args: ['--no-sandbox'],
  });
  try {
    const page = await browser.newPage({
      viewport: { width: 1280, height: 800 },
    });
    await page.goto(url);
    await page.getByRole('button', { name: 'Enter' }).click();
    await page
      .getByRole('link', { name: /traces/i })
      .first()
      .click();
    await page.getByRole('row').nth(5).waitFor();
    say('The Traces page shows traces');
    await page.goto(`${url}/catalog/default/component/core-service/traces`);
    await page.getByRole('row').nth(5).waitFor();
    say("The component's tab shows its traces");
    await page.screenshot({ path: inRoot('.test/prove-plugin.png') });
  } finally {
    await browser.close();
  }
}
