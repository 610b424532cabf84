import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import {
  readGoMetrics,
  readServiceMetrics,
} from '../__testUtils__/serviceMetrics';
import { RenderedFiles } from '../types';
import { readAutoscalers, readReaders, readRecorded } from './checkPrometheus';
import { EXPORTERS, OWN_METRICS, SERVICES } from './prometheusExporters';
import { readPromql } from './prometheusPromql';

// It reads a whole platform; a busy machine takes its time.
jest.setTimeout(60_000);

/** What the template of the whole platform renders; its own tests compare the two. */
const EXAMPLE = join(__dirname, '../../../../examples/shop-platform');

/** What the template of services in Go renders with everything; likewise. */
const IN_GO = join(
  __dirname,
  '../../../../templates/service-go/tests/golden/everything',
);

type Readers = ReturnType<typeof readReaders>;

const READ = /^(infrastructure\/kubernetes|services\/[^/]+\/(k8s|src))\//;

const listFiles = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      return entry.name === 'node_modules' ? [] : listFiles(path);
    }
    return [path];
  });

const readFiles = (folder: string) =>
  listFiles(folder).map(path => ({
    path: relative(folder, path),
    content: readFileSync(path),
    executable: false,
  }));

describe('the metrics of the whole platform', () => {
  const files = readFiles(EXAMPLE).filter(({ path }) => READ.test(path));
  const inGo = readFiles(IN_GO);

  /** The platform with another text in all files whose paths end so. */
  const change = (
    end: string,
    from: string,
    to: string,
    all = files,
  ): RenderedFiles => ({
    files: all.map(file =>
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

  /** What is read of every service, as far as it says, and a service in Go does not measure. */
  const findMissingInGo = (readers: Readers, services: RenderedFiles) => {
    const measured = readGoMetrics(services);
    // The services' own, but for those of the pipeline to ClickHouse, which is none in Go.
    const common = new Set(
      EXPORTERS.filter(({ name }) => name === SERVICES)
        .flatMap(({ metrics }) => metrics)
        .filter(name => !name.startsWith('etl_')),
    );
    return readers
      .filter(({ of }) => !of.includes('Node.js'))
      .flatMap(({ of, expression }) =>
        readPromql(expression)
          .metrics.filter(name => common.has(name) && !measured.has(name))
          .map(name => `${of} reads ${name}`),
      );
  };

  it('are measured by a service in Go, too, unless what reads them says Node.js', () => {
    expect([...readGoMetrics({ files: inGo })]).toEqual(
      expect.arrayContaining([
        'http_server_request_duration_seconds_bucket',
        'db_client_connection_pending_requests',
        'db_client_operation_duration_seconds_bucket',
      ]),
    );
    const readers = [...readReaders({ files }), ...readAutoscalers({ files })];
    expect(findMissingInGo(readers, { files: inGo })).toEqual([]);

    const withoutPending = change(
      'database/metrics.go',
      '"db.client.connection.pending_requests"',
      '"db.client.connection.waiting"',
      inGo,
    );
    expect(findMissingInGo(readers, withoutPending)).toContain(
      'DatabaseConnectionExhausted reads db_client_connection_pending_requests',
    );
  });

  it('are missed where a panel does not say that it is about Node.js', () => {
    const dashboard = 'dashboards/services.json';
    const unnamed = change(
      dashboard,
      'Node.js: ',
      '',
      files.filter(({ path }) => path.endsWith(dashboard)),
    );
    expect(findMissingInGo(readReaders(unnamed), { files: inGo })).toEqual([
      expect.stringMatching(/ reads nodejs_eventloop_delay_p99_seconds$/),
      expect.stringMatching(/ reads v8js_memory_heap_used_bytes$/),
      expect.stringMatching(/ reads v8js_memory_heap_limit_bytes$/),
    ]);
  });
});
