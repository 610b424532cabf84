import { type SpanNode, type TraceModel } from './types';

type Attributes = { [key: string]: string };

/** Haystacks are made when somebody first searches, and then kept. */
const haystacksOf = new WeakMap<TraceModel, string[]>();

function attributeLines(attributes: Attributes): string[] {
  return Object.entries(attributes).map(([key, value]) => `${key}=${value}`);
}

function haystack(node: SpanNode, resourceText: string): string {
  const { span } = node;
  return [
    span.operation,
    span.spanId,
    span.parentSpanId ?? '',
    span.kind,
    span.status.code,
    span.status.message ?? '',
    span.scope?.name ?? '',
    ...attributeLines(span.attributes),
    ...span.events.flatMap(event => [
      event.name,
      ...attributeLines(event.attributes),
    ]),
    ...span.links.flatMap(link => [
      link.traceId,
      link.spanId,
      ...attributeLines(link.attributes),
    ]),
    resourceText,
  ]
    .join('\n')
    .toLowerCase();
}

function haystacks(model: TraceModel): string[] {
  const known = haystacksOf.get(model);
  if (known) {
    return known;
  }
  const resources = new Map(
    model.trace.resources.map(resource => [
      resource,
      [resource.service, ...attributeLines(resource.attributes)].join('\n'),
    ]),
  );
  const made = model.nodes.map(node =>
    haystack(node, resources.get(node.resource) ?? ''),
  );
  haystacksOf.set(model, made);
  return made;
}

/**
 * The spans that hold a text anywhere: operation, service, ids, attributes
 * (also as `key=value`), events, links, status. Upper and lower case are alike.
 */
export function findSpans(model: TraceModel, text: string): SpanNode[] {
  const needle = text.trim().toLowerCase();
  if (!needle) {
    return [];
  }
  const texts = haystacks(model);
  return model.nodes.filter(({ index }) => texts[index].includes(needle));
}
