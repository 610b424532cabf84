// @ts-check
import assert from 'node:assert/strict';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import prettier from 'prettier';
import {
  addHandedOn,
  AS_THEY_ARE,
  CHARTS,
  helmValuesFile,
  readCharts,
  sorted,
} from '../lib/helmValues.mjs';

/** @typedef {import('../lib/helmValues.mjs').Keys} Keys */

/**
 * @param {import('node:test').TestContext} context
 * @param {Record<string, string>} files
 */
function makeFolder(context, files) {
  const folder = mkdtempSync(join(tmpdir(), 'charts-'));
  context.after(() => rmSync(folder, { recursive: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

const TINY = { 'shop/tiny': ['1.2.3', 'shop/tiny, charts/tiny'] };

const tiny = {
  'tiny/Chart.yaml': 'name: tiny\nversion: 1.2.3\n',
  'tiny/values.yaml': `
replicas: 1
image: { tag: latest, pullPolicy: Always }
resources: { limits: { cpu: 1 } }
podAnnotations: { a: b }
hosts: [{ name: a }]
`,
  'tiny/templates/deployment.yaml':
    'a: {{ .Values.image.digest }} {{ ($.Values.global).region }} {{ .Values.replicas.max }}\n',
  'tiny/templates/sub/_helpers.tpl': '{{- if .Values.extra }}x{{ end }}\n',
};

test('a chart may be given what its values have, and what its templates read besides', context => {
  assert.deepEqual(readCharts(makeFolder(context, tiny), TINY), {
    'shop/tiny': {
      version: '1.2.3',
      source: 'shop/tiny, charts/tiny',
      keys: {
        extra: {},
        global: {},
        hosts: {},
        // What Kubernetes takes as it is may have anything below it.
        image: { digest: {}, pullPolicy: {}, tag: {} },
        podAnnotations: {},
        replicas: {},
        resources: {},
      },
    },
  });
});

test("Istio's charts keep their values apart", context => {
  const values =
    '_internal_defaults_do_not_set: { pilot: { cni: { enabled: false } } }\n';
  const folder = makeFolder(context, { ...tiny, 'tiny/values.yaml': values });
  const { keys } = readCharts(folder, TINY)['shop/tiny'] ?? {};
  assert.deepEqual(keys?.pilot, { cni: { enabled: {} } });
  assert.ok(!('_internal_defaults_do_not_set' in (keys ?? {})));
});

test('what a chart hands on is known by the name of the chart', context => {
  const istiod = Object.fromEntries(
    Object.entries(tiny).map(([path, text]) => [
      path.replace('tiny', 'istiod'),
      text,
    ]),
  );
  const { keys } =
    readCharts(makeFolder(context, istiod), {
      'istio/istiod': ['1.2.3', 'istio/istio'],
    })['istio/istiod'] ?? {};
  assert.deepEqual(keys?.meshConfig?.pathNormalization, { normalization: {} });
});

test('a chart of another version is none that is installed', context => {
  const folder = makeFolder(context, tiny);
  assert.throws(
    () => readCharts(folder, { 'shop/tiny': ['1.2.4', ''] }),
    /shop\/tiny 1\.2\.3, and 1\.2\.4 is installed/,
  );
});

/** @type {Record<string, { version: string; source: string; keys: Keys }>} */
const extract = JSON.parse(readFileSync(helmValuesFile, 'utf8'));

test('the extract is of the charts that the generator names', () => {
  assert.deepEqual(
    Object.entries(extract).map(([chart, { version, source }]) => [
      chart,
      [version, source],
    ]),
    Object.entries(CHARTS),
    'Run node scripts/generate-helm-values.mjs',
  );
});

// The charts are in no registry of packages, so that no check generates the extract
// anew. What does not need them holds: nobody has written into it by hand.
test('the extract is in the form in which the generator writes it', async () => {
  const options = await prettier.resolveConfig(helmValuesFile);
  const format = (/** @type {unknown} */ value) =>
    prettier.format(JSON.stringify(value), {
      ...options,
      filepath: helmValuesFile,
    });
  const written = Object.fromEntries(
    Object.entries(extract).map(([chart, { version, source, keys }]) => [
      chart,
      { version, source, keys: sorted(addHandedOn(chart, keys)) },
    ]),
  );
  assert.equal(readFileSync(helmValuesFile, 'utf8'), format(written));
});

test('the extract leaves open what Kubernetes takes as it is, and has something of each chart', () => {
  /** @type {(keys: Keys, path: string[]) => string[]} */
  const walk = (keys, path) =>
    Object.entries(keys).flatMap(([key, below]) => [
      ...(AS_THEY_ARE.test(key) && Object.keys(below).length > 0
        ? [[...path, key].join('.')]
        : []),
      ...walk(below, [...path, key]),
    ]);
  for (const [chart, { keys }] of Object.entries(extract)) {
    assert.deepEqual(walk(keys, [chart]), []);
    assert.ok(Object.keys(keys).length > 0, `${chart} has no values`);
  }
});
