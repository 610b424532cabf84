import { Attribute, Span, TraceRequest } from '../generator/types';

export const TRACE_ID = '0af7651916cd43dd8448eb211c80319c';

let lastSpan = 0;

/** A span that is right, with a span id of its own; started some seconds ago. */
export function makeSpan(changes: Partial<Span> = {}): Span {
  lastSpan += 1;
  const start = BigInt(Date.now() - 5_000) * 1_000_000n;
  return {
    traceId: TRACE_ID,
    spanId: lastSpan.toString(16).padStart(16, '1'),
    name: 'GET /products/{id}',
    kind: 2,
    startTimeUnixNano: String(start),
    endTimeUnixNano: String(start + 1_500_000n),
    attributes: [],
    ...changes,
  };
}

/** A request with these spans of one service. */
export function makeRequest(
  spans: unknown[],
  attributes: Attribute[] = [
    { key: 'service.name', value: { stringValue: 'storefront' } },
  ],
): { resourceSpans: unknown[] } {
  return {
    resourceSpans: [
      { resource: { attributes }, scopeSpans: [{ scope: {}, spans }] },
    ],
  };
}

/** The same with the generator's types, for its encoder. */
export function makeTraces(
  spans: Span[],
  service = 'storefront',
): TraceRequest {
  return {
    resourceSpans: [
      {
        resource: {
          attributes: [
            { key: 'service.name', value: { stringValue: service } },
          ],
        },
        scopeSpans: [{ scope: { name: 'test', version: '1' }, spans }],
      },
    ],
  };
}
