import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { readServiceMetrics } from '../__testUtils__/serviceMetrics';
import { RenderedFiles } from '../types';
import { readAutoscalers, readReaders, readRecorded } from './checkPrometheus';
import { EXPORTERS, OWN_METRICS, SERVICES } from './prometheusExporters';
import { readPromql } from './prometheusPromql';

// It reads a whole platform; a busy machine takes its time.
jest.setTimeout(60_000);

/** What the template of the whole platform renders; its own tests compare the two. */
const EXAMPLE = join(__dirname, '../../../../examples/shop-platform');

const READ = /^(infrastructure\/kubernetes|services\/[^/]+\/(k8s|src))\//;

const listFiles = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      return entry.name === 'node_modules' ? [] : listFiles(path);
    }
    return READ.test(relative(EXAMPLE, path)) ? [path] : [];
  });

describe('the metrics of the whole platform', () => {
  const files = listFiles(EXAMPLE).map(path => ({
    path: relative(EXAMPLE, path),
    content: readFileSync(path),
    executable: false,
  }));

  /** The platform with another text in all files whose paths end so. */
  const change = (end: string, from: string, to: string): RenderedFiles => ({
    files: files.map(file =>
      file.path.endsWith(end)
        ? {
            ...file,
            content: Buffer.from(
              file.content.toString('utf8').replaceAll(from, to),
            ),
          }
        : file,
    ),
  });

  /** What is listed as a metric of the services, and none of them measures. */
  const findUnmeasured = (rendered: RenderedFiles) => {
    const measured = readServiceMetrics(rendered);
    return EXPORTERS.filter(({ name }) => name === SERVICES)
      .flatMap(({ metrics }) => metrics)
      .filter(name => !measured.has(name));
  };

  /** What is read, and neither measured by a service nor by somebody who is known to. */
  const findUnknown = (rendered: RenderedFiles) => {
    const known = new Set([
      ...OWN_METRICS,
      ...readRecorded(rendered),
      ...readServiceMetrics(rendered),
      ...EXPORTERS.filter(({ name }) => name !== SERVICES).flatMap(
        ({ metrics }) => metrics,
      ),
    ]);
    return [...readReaders(rendered), ...readAutoscalers(rendered)].flatMap(
      ({ of, expression }) =>
        readPromql(expression)
          .metrics.filter(name => !known.has(name))
          .map(name => `${of} reads ${name}`),
    );
  };

  it('are read only where somebody measures them', () => {
    expect(readReaders({ files }).length).toBeGreaterThan(50);
    expect(findUnknown({ files })).toEqual([]);
  });

  it('are those that the list says the services have', () => {
    expect(findUnmeasured({ files })).toEqual([]);
  });

  it('are missed where a service no longer measures one', () => {
    const withoutPool = change(
      'instrumentations.ts',
      'new PgInstrumentation(',
      'new OtherInstrumentation(',
    );
    expect(findUnknown(withoutPool)).toContain(
      'DatabaseConnectionExhausted reads db_client_connection_pending_requests',
    );
    const renamed = change('EtlMetrics.ts', "'etl.lag'", "'etl.delay'");
    expect(findUnmeasured(renamed)).toEqual(['etl_lag_seconds']);
    const otherUnit = change('runtimeMetrics.ts', "unit: 'By'", "unit: 'KiBy'");
    expect(findUnmeasured(otherUnit)).toEqual([
      'v8js_memory_heap_used_bytes',
      'v8js_memory_heap_limit_bytes',
      'process_memory_usage_bytes',
    ]);
  });

  it('are missed where a dashboard reads another one', () => {
    const renamed = change(
      'dashboards/services.json',
      'nodejs_eventloop_delay_p99_seconds',
      'nodejs_eventloop_lag_p99_seconds',
    );
    expect(findUnknown(renamed)).toEqual([
      expect.stringMatching(/ reads nodejs_eventloop_lag_p99_seconds$/),
    ]);
  });
});
