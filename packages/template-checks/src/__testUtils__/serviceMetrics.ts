import { RenderedFiles } from '../types';

/** What an instrument of OpenTelemetry measures; the kind is that of `createHistogram`. */
type Instrument = { name: string; kind: string; unit: string };

const SECONDS = { kind: 'Histogram', unit: 's' } as const;
const CONNECTIONS = { kind: 'UpDownCounter', unit: '{connection}' } as const;

/**
 * What instrumentations measure by themselves where a service makes one, as their
 * sources name it. No rendering has these sources.
 */
const INSTRUMENTATIONS: Record<string, readonly Instrument[]> = {
  HttpInstrumentation: [
    { name: 'http.server.request.duration', ...SECONDS },
    { name: 'http.client.request.duration', ...SECONDS },
  ],
  UndiciInstrumentation: [{ name: 'http.client.request.duration', ...SECONDS }],
  PgInstrumentation: [
    { name: 'db.client.operation.duration', ...SECONDS },
    { name: 'db.client.connection.count', ...CONNECTIONS },
    { name: 'db.client.connection.max', ...CONNECTIONS },
    { name: 'db.client.connection.pending_requests', ...CONNECTIONS },
  ],
};

/** `createObservableGauge('etl.lag', { unit: 's' … })`, or with a constant of the conventions. */
const CREATED =
  /\.create(?:Observable)?(Counter|Gauge|Histogram|UpDownCounter)\(\s*(?:'([\w.]+)'|METRIC_(\w+))\s*,\s*\{\s*(?:unit: '([^']*)')?/g;

const UNITS: Record<string, string> = { s: '_seconds', By: '_bytes' };

/** What the packages of OpenTelemetry measure by themselves where a service in Go uses them. */
const GO_INSTRUMENTATIONS: Record<string, Instrument> = {
  'otelhttp.NewHandler': { name: 'http.server.request.duration', ...SECONDS },
  'otelhttp.NewTransport': { name: 'http.client.request.duration', ...SECONDS },
};

/** `meter.Int64ObservableUpDownCounter("db.client.connection.count", metric.WithUnit("…")` */
const CREATED_IN_GO =
  /\.(?:Int64|Float64)(?:Observable)?(Counter|Gauge|Histogram|UpDownCounter)\(\s*"([\w.]+)"(?:,\s*metric\.WithUnit\("([^"]*)"\))?/g;

/** The metrics of services in Go, named alike. */
export function readGoMetrics({ files }: RenderedFiles): Set<string> {
  const sources = files
    .filter(({ path }) => path.endsWith('.go') && !path.endsWith('_test.go'))
    .map(({ content }) => content.toString('utf8'));
  return new Set(
    sources
      .flatMap(source => [
        ...[...source.matchAll(CREATED_IN_GO)].map(
          ([, kind, name, unit = '']) => ({ name, kind, unit }),
        ),
        ...Object.entries(GO_INSTRUMENTATIONS).flatMap(([call, instrument]) =>
          source.includes(`${call}(`) ? [instrument] : [],
        ),
      ])
      .flatMap(instrument => toSeries(instrument)),
  );
}

/** The metrics of the rendered services, as the collector's prometheus exporter names them. */
export function readServiceMetrics({ files }: RenderedFiles): Set<string> {
  const sources = files
    .filter(({ path }) => /^services\/[^/]+\/src\/.*\.ts$/.test(path))
    .map(({ content }) => content.toString('utf8'));
  return new Set(
    sources
      .flatMap(readInstruments)
      .flatMap(instrument => toSeries(instrument)),
  );
}

function readInstruments(source: string): Instrument[] {
  return [
    ...[...source.matchAll(CREATED)].map(
      ([, kind, name, constant, unit = '']) => ({
        // The constant has the name with underscores, which is how it ends up anyway.
        name: name ?? constant.toLowerCase(),
        kind,
        unit,
      }),
    ),
    ...[...source.matchAll(/\bnew (\w+Instrumentation)\(/g)].flatMap(
      ([, name]) => INSTRUMENTATIONS[name] ?? [],
    ),
  ];
}

/** The rules of OpenTelemetry's "Prometheus and OpenMetrics Compatibility". */
function toSeries({ name, kind, unit }: Instrument): string[] {
  const ratio = kind === 'Gauge' && unit === '1' ? '_ratio' : '';
  const base = `${name.replaceAll(/\W/g, '_')}${UNITS[unit] ?? ratio}`;
  if (kind === 'Histogram') {
    return [`${base}_bucket`, `${base}_sum`, `${base}_count`];
  }
  return [kind === 'Counter' ? `${base}_total` : base];
}
