import {
  type Span,
  type StoredTrace,
  type TraceResource,
  type TraceSummary,
} from '@shop-platform/backstage-plugin-traces-common';
import { type ReadableServices } from './ServiceAccess';

const restrictedResource: TraceResource = {
  service: '',
  attributes: {},
  restricted: true,
};

/** Takes out of a summary what is of services that may not be read. */
export function restrictSummary(
  summary: TraceSummary,
  readable: ReadableServices,
): TraceSummary {
  const services = summary.services.filter(({ service }) =>
    readable.canRead(service),
  );
  if (services.length === summary.services.length) {
    return summary;
  }
  const hidden = summary.services.filter(count => !services.includes(count));
  const { root, ...rest } = summary;
  return {
    ...rest,
    ...(root && readable.canRead(root.service) ? { root } : {}),
    services,
    errorCount: services.reduce((total, count) => total + count.errorCount, 0),
    restrictedSpanCount: hidden.reduce(
      (total, count) => total + count.spanCount,
      0,
    ),
  };
}

// Its place in the tree and in time, without which the rest could not be read.
function restrictSpan(span: Span, resource: number): Span {
  return {
    spanId: span.spanId,
    parentSpanId: span.parentSpanId,
    resource,
    operation: '',
    kind: 'unspecified',
    startTimeUnixNano: span.startTimeUnixNano,
    durationNano: span.durationNano,
    status: { code: 'unset' },
    attributes: {},
    events: [],
    links: [],
  };
}

/**
 * Takes out of a trace what is of services that may not be read.
 *
 * @returns undefined when nothing of it may be read
 */
export function restrictTrace<T extends StoredTrace>(
  trace: T,
  readable: ReadableServices,
): T | undefined {
  const mayRead = trace.resources.map(({ service }) =>
    readable.canRead(service),
  );
  if (!trace.spans.some(span => mayRead[span.resource])) {
    return undefined;
  }
  if (trace.spans.every(span => mayRead[span.resource])) {
    return trace;
  }
  const resources = trace.resources.filter((_, index) => mayRead[index]);
  const indices = trace.resources.map(resource => resources.indexOf(resource));
  return {
    ...trace,
    resources: [...resources, restrictedResource],
    spans: trace.spans.map(span =>
      mayRead[span.resource]
        ? { ...span, resource: indices[span.resource] }
        : restrictSpan(span, resources.length),
    ),
  };
}
