import {
  type ConformanceSpan,
  CONFORMANCE_START,
  MILLISECOND,
  SECOND,
} from './model';
import { TraceBuilder } from './TraceBuilder';

/** The end of a window that cuts one trace in two. */
export const EDGE = CONFORMANCE_START + 120n * SECOND;

const at = (seconds: bigint) => CONFORMANCE_START + seconds * SECOND;

/** Three traces of one span each at the same nanosecond: only the id orders them. */
function sameNanosecond(): ConformanceSpan[][] {
  return [103, 104, 105].map(number => {
    const trace = new TraceBuilder(number);
    trace.add({
      service: 'inventory-service',
      operation: 'sync',
      kind: 'internal',
      start: at(74n) + 5n,
      duration: BigInt(number) * MILLISECOND,
    });
    return trace.spans;
  });
}

/** Spans that took no time, all of them roots, of which the earliest counts. */
function threeRoots(): ConformanceSpan[] {
  const trace = new TraceBuilder(106);
  trace.add({
    service: 'inventory-service',
    operation: 'second root',
    kind: 'internal',
    start: at(76n) + 1n,
    duration: 0n,
  });
  trace.add({
    service: 'core-service',
    operation: 'first root',
    kind: 'internal',
    start: at(76n),
    duration: 0n,
  });
  trace.add({
    service: 'core-service',
    operation: 'third root',
    kind: 'internal',
    start: at(76n) + 2n,
    duration: 0n,
  });
  return trace.spans;
}

/** Values of every type, the integer beyond what a double can hold. */
function typedAttributes(): ConformanceSpan[] {
  const trace = new TraceBuilder(108);
  trace.add({
    service: 'core-service',
    operation: 'typed',
    kind: 'internal',
    start: at(80n),
    duration: MILLISECOND,
    attributes: {
      text: 'text',
      integer: 9_007_199_254_740_993n,
      negative: -5n,
      fraction: 0.25,
      yes: true,
      no: false,
      list: ['a', 'b'],
      numbers: [1n, 2n],
    },
  });
  return trace.spans;
}

/** It begins within a window that ends at `EDGE`, and goes on after it. */
function overTheEdge(): ConformanceSpan[] {
  const trace = new TraceBuilder(110);
  const root = trace.add({
    service: 'inventory-service',
    operation: 'long import',
    kind: 'internal',
    start: EDGE - 2n * SECOND,
    duration: 5n * SECOND,
  });
  trace.addChild(root, {
    offset: 2n * SECOND - 1n,
    duration: MILLISECOND,
    service: 'inventory-service',
    operation: 'last before the edge',
    kind: 'internal',
  });
  trace.addChild(root, {
    offset: 2n * SECOND,
    duration: MILLISECOND,
    service: 'inventory-service',
    operation: 'on the edge',
    kind: 'internal',
  });
  return trace.spans;
}

/** A message from a producer to its consumer, and one that is only linked. */
function messages(): ConformanceSpan[][] {
  const sent = new TraceBuilder(111);
  const producer = sent.add({
    service: 'core-service',
    operation: 'orders publish',
    kind: 'producer',
    start: at(90n),
    duration: 2n * MILLISECOND,
    attributes: { 'messaging.destination.name': 'orders' },
  });
  sent.addChild(producer, {
    offset: 30n * MILLISECOND,
    duration: 4n * MILLISECOND,
    service: 'notifications-service',
    operation: 'orders process',
    kind: 'consumer',
    attributes: { 'messaging.destination.name': 'orders' },
    links: [
      {
        traceId: producer.traceId,
        spanId: producer.spanId,
        attributes: { 'link.kind': 'message' },
      },
    ],
  });
  const linked = new TraceBuilder(112);
  const batch = linked.add({
    service: 'notifications-service',
    operation: 'batch',
    kind: 'consumer',
    start: at(92n),
    duration: 8n * MILLISECOND,
    status: { code: 'error', message: 'mailbox full' },
    links: [
      { traceId: producer.traceId, spanId: producer.spanId, attributes: {} },
      {
        traceId: sent.traceId,
        spanId: sent.spanId(1),
        attributes: { position: 2n, note: '<i>second</i>' },
      },
    ],
  });
  batch.events = [
    { name: 'received', time: batch.start + 1n, attributes: {} },
    {
      name: 'retry "now"',
      time: batch.start + 2n,
      attributes: { 'retry.count': 3n, last: false },
    },
  ];
  return [sent.spans, linked.spans];
}

/** One trace goes on while others come and go: it turns up again when its older spans are looked at. */
function overlapping(): ConformanceSpan[][] {
  const long = new TraceBuilder(114);
  for (const seconds of [150n, 240n, 330n]) {
    long.add({
      service: 'inventory-service',
      operation: 'poll',
      kind: 'consumer',
      start: at(seconds),
      duration: MILLISECOND,
    });
  }
  const short = [160n, 245n, 325n, 335n].map((seconds, index) => {
    const trace = new TraceBuilder(115 + index);
    trace.add({
      service: 'inventory-service',
      operation: 'poll',
      kind: 'consumer',
      start: at(seconds),
      duration: MILLISECOND,
    });
    return trace.spans;
  });
  return [long.spans, ...short];
}

/** One span calls another service three times, one nanosecond before a round half minute. */
function fanOut(): ConformanceSpan[] {
  const trace = new TraceBuilder(119);
  const root = trace.add({
    service: 'storefront',
    operation: 'GET /recommendations',
    kind: 'server',
    start: at(210n) - 1n,
    duration: 30n * MILLISECOND,
  });
  for (const offset of [1n, 5n, 9n]) {
    trace.addChild(root, {
      offset: offset * MILLISECOND,
      duration: 3n * MILLISECOND,
      service: 'inventory-service',
      operation: 'GET /similar',
      kind: 'server',
      status: offset === 9n ? { code: 'error' } : { code: 'ok' },
    });
  }
  return trace.spans;
}

/** Five hundred spans of one service, every fifth of them failed, six levels deep. */
function big(): ConformanceSpan[] {
  const trace = new TraceBuilder(113);
  const root = trace.add({
    service: 'storefront',
    operation: 'export catalog',
    kind: 'internal',
    start: at(100n),
    duration: 3n * SECOND,
  });
  for (let index = 1; index < 500; index++) {
    trace.addChild(trace.spans[Math.floor((index - 1) / 3)] ?? root, {
      offset: BigInt(index % 7) * MILLISECOND + BigInt(index),
      duration: MILLISECOND + BigInt(index),
      service: 'storefront',
      operation: `page ${index % 10}`,
      kind: 'internal',
      status: index % 5 === 0 ? { code: 'error' } : { code: 'unset' },
      attributes: { page: BigInt(index) },
    });
  }
  return trace.spans;
}

/** The traces that are like no other. */
export function specialTraces(): ConformanceSpan[][] {
  return [
    ...sameNanosecond(),
    threeRoots(),
    typedAttributes(),
    overTheEdge(),
    ...messages(),
    ...overlapping(),
    fanOut(),
    big(),
  ];
}
