import {
  type Span,
  type TraceResource,
} from '@shop-platform/backstage-plugin-traces-common';
import { toKind, toStatusCode } from '../queries/names';
import { type SpanRow } from './spanRow';

function toAttributes(
  keys: readonly string[],
  values: readonly string[],
): Record<string, string> {
  return Object.fromEntries(keys.map((key, index) => [key, values[index]]));
}

function isNoParent(spanId: string): boolean {
  return spanId === '' || /^0+$/.test(spanId);
}

/** Puts the spans of a trace together out of their rows. */
export class TraceAssembler {
  readonly spans: Span[] = [];
  readonly resources: TraceResource[] = [];
  readonly #resourceIndexes = new Map<string, number>();

  add(row: SpanRow): void {
    this.spans.push({
      spanId: row.spanId,
      ...(!isNoParent(row.parentSpanId) && { parentSpanId: row.parentSpanId }),
      resource: this.#resourceOf(row),
      operation: row.operation,
      kind: toKind(row.kind),
      startTimeUnixNano: row.start.toString(),
      durationNano: row.duration.toString(),
      status: {
        code: toStatusCode(row.statusCode),
        ...(row.statusMessage && { message: row.statusMessage }),
      },
      ...(row.scopeName && {
        scope: {
          name: row.scopeName,
          ...(row.scopeVersion && { version: row.scopeVersion }),
        },
      }),
      attributes: toAttributes(row.keys, row.values),
      events: row.eventTimes.map((time, index) => ({
        name: row.eventNames[index],
        timeUnixNano: time.toString(),
        attributes: toAttributes(row.eventKeys[index], row.eventValues[index]),
      })),
      links: row.linkTraceIds.map((traceId, index) => ({
        traceId,
        spanId: row.linkSpanIds[index],
        attributes: toAttributes(row.linkKeys[index], row.linkValues[index]),
      })),
    });
  }

  #resourceOf({ service, resourceKeys, resourceValues }: SpanRow): number {
    const key = JSON.stringify([service, resourceKeys, resourceValues]);
    const known = this.#resourceIndexes.get(key);
    if (known !== undefined) {
      return known;
    }
    const index = this.resources.length;
    this.#resourceIndexes.set(key, index);
    this.resources.push({
      service,
      attributes: toAttributes(resourceKeys, resourceValues),
    });
    return index;
  }
}
