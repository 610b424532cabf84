import {
  type Span,
  type StoredTrace,
  type TraceResource,
} from '@shop-platform/backstage-plugin-traces-common';
import { coverTimes } from './mergeSummaries';

function keyOfResource({ service, attributes }: TraceResource): string {
  return JSON.stringify([service, Object.entries(attributes).sort()]);
}

// Old tracers give the client's and the server's span one id: the id alone does not tell.
function keyOfSpan(span: Span, service: string): string {
  return JSON.stringify([
    span.spanId,
    span.parentSpanId,
    service,
    span.operation,
    span.kind,
    span.startTimeUnixNano,
    span.durationNano,
  ]);
}

function compareStart(left: Span, right: Span): number {
  const difference =
    BigInt(left.startTimeUnixNano) - BigInt(right.startTimeUnixNano);
  if (difference === 0n) {
    return 0;
  }
  return difference < 0n ? -1 : 1;
}

/** Collects spans and their resources, each once. */
class SpanUnion {
  readonly resources: TraceResource[] = [];
  readonly spans: Span[] = [];
  readonly #indices = new Map<string, number>();
  readonly #keys = new Set<string>();

  add(trace: StoredTrace): void {
    for (const span of trace.spans) {
      const resource = trace.resources[span.resource] ?? {
        service: '',
        attributes: {},
      };
      const key = keyOfSpan(span, resource.service);
      if (!this.#keys.has(key)) {
        this.#keys.add(key);
        this.spans.push({ ...span, resource: this.#indexOf(resource) });
      }
    }
  }

  #indexOf(resource: TraceResource): number {
    const key = keyOfResource(resource);
    const known = this.#indices.get(key);
    if (known !== undefined) {
      return known;
    }
    this.#indices.set(key, this.resources.length);
    this.resources.push(resource);
    return this.resources.length - 1;
  }
}

/** One trace out of the parts that several sources have of it. Never empty. */
export function mergeTraces(parts: StoredTrace[]): StoredTrace {
  const [first, ...others] = parts;
  if (others.length === 0) {
    return first;
  }
  const union = new SpanUnion();
  parts.forEach(part => union.add(part));

  const received = parts.reduce((count, part) => count + part.spans.length, 0);
  const claimed = parts.reduce((count, part) => count + part.spanCount, 0);
  return {
    traceId: first.traceId,
    ...coverTimes(parts),
    spanCount: claimed - (received - union.spans.length),
    truncated: parts.some(part => part.truncated),
    resources: union.resources,
    spans: union.spans.sort(compareStart),
  };
}
