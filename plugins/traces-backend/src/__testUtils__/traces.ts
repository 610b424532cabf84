import {
  type Span,
  type StoredTrace,
} from '@shop-platform/backstage-plugin-traces-common';

/** When the traces of the tests begin. */
export const EPOCH_MS = Date.UTC(2026, 0, 31, 12);

export type SpanOptions = {
  spanId: string;
  parentSpanId?: string;
  service: string;
  operation?: string;
  /** In milliseconds after the epoch. */
  at: number;
  durationMs?: number;
  error?: string;
  attributes?: Record<string, string>;
};

function toNanoseconds(milliseconds: number): string {
  return String(BigInt(Math.round(milliseconds * 1000)) * 1000n);
}

/** A trace id of 32 digits out of a number. */
export function traceIdOf(number: number): string {
  return number.toString(16).padStart(32, '0');
}

/** A time that many milliseconds after the epoch. */
export function timeAt(milliseconds: number): string {
  return new Date(EPOCH_MS + milliseconds).toISOString();
}

function createSpan(options: SpanOptions, resource: number): Span {
  const { spanId, parentSpanId, error, attributes = {} } = options;
  return {
    spanId,
    parentSpanId,
    resource,
    operation: options.operation ?? `GET /${options.service}`,
    kind: 'server',
    startTimeUnixNano: toNanoseconds(EPOCH_MS + options.at),
    durationNano: toNanoseconds(options.durationMs ?? 10),
    status: error ? { code: 'error', message: error } : { code: 'unset' },
    scope: { name: 'http' },
    attributes,
    events: error
      ? [
          {
            name: 'exception',
            timeUnixNano: toNanoseconds(EPOCH_MS + options.at),
            attributes: { 'exception.message': error },
          },
        ]
      : [],
    links: [],
  };
}

/** A trace as a store has it. */
export function createTrace(
  traceId: string,
  spans: SpanOptions[],
): StoredTrace {
  const services = [...new Set(spans.map(({ service }) => service))];
  const start = Math.min(...spans.map(({ at }) => at));
  const end = Math.max(
    ...spans.map(({ at, durationMs = 10 }) => at + durationMs),
  );
  return {
    traceId,
    startTimeUnixNano: toNanoseconds(EPOCH_MS + start),
    durationNano: toNanoseconds(end - start),
    spanCount: spans.length,
    truncated: false,
    resources: services.map(service => ({
      service,
      attributes: { 'service.name': service, 'host.name': `${service}-1` },
    })),
    spans: spans.map(span => createSpan(span, services.indexOf(span.service))),
  };
}
