import {
  type ConformanceSpan,
  CONFORMANCE_START,
  MILLISECOND,
  SECOND,
} from './model';
import { TraceBuilder } from './TraceBuilder';

const at = (seconds: bigint) => CONFORMANCE_START + seconds * SECOND;

/** The parent of its only spans never arrived. */
function withoutRoot(): ConformanceSpan[] {
  const trace = new TraceBuilder(101);
  const orphan = trace.add({
    parentSpanId: 'dead00000000beef',
    service: 'core-service',
    operation: 'reindex',
    kind: 'internal',
    start: at(70n),
    duration: 5n * MILLISECOND,
  });
  trace.addChild(orphan, {
    offset: MILLISECOND,
    duration: MILLISECOND,
    service: 'core-service',
    operation: 'flush',
    kind: 'unspecified',
  });
  return trace.spans;
}

/** Two spans that name each other as parent, as only a broken sender does it. */
function cycle(): ConformanceSpan[] {
  const trace = new TraceBuilder(102);
  for (const index of [0, 1]) {
    trace.add({
      parentSpanId: trace.spanId(1 - index),
      service: 'core-service',
      operation: `turn ${index}`,
      kind: 'internal',
      start: at(72n) + BigInt(index),
      duration: MILLISECOND,
    });
  }
  return trace.spans;
}

/** Names and values with everything that breaks quoting, markup or encodings. */
function awkward(): ConformanceSpan[] {
  const trace = new TraceBuilder(107);
  trace.add({
    service: "кошик's <b>basket</b>",
    operation: '<script>alert("1")</script> \'; DROP TABLE otel_traces; --',
    kind: 'server',
    start: at(78n),
    duration: 2n * MILLISECOND,
    status: {
      code: 'error',
      message: 'не вдалося: "50 %" \\ \u{1f4a5}\n\tкінець',
    },
    attributes: {
      'quote\'s "key" = {x} \\': 'a=b=c \\\' " ` {p: String} %s \u0000 end',
      ключ: 'значення \u{1f6d2}',
      '': 'the key is empty',
      'empty.value': '',
      html: '<img src=x onerror=alert(1)>',
      'line.breaks': 'a\r\nb\tc\u2028d',
    },
    scope: { name: '' },
  });
  return trace.spans;
}

/** A retried export left one span twice; two different spans share an id. */
function duplicates(): ConformanceSpan[] {
  const trace = new TraceBuilder(109);
  const root = trace.add({
    service: 'core-service',
    operation: 'nightly',
    kind: 'internal',
    start: at(82n),
    duration: 20n * MILLISECOND,
  });
  const first = trace.addChild(root, {
    offset: MILLISECOND,
    duration: 3n * MILLISECOND,
    service: 'core-service',
    operation: 'step',
    kind: 'internal',
    attributes: { attempt: 1n },
  });
  trace.addChild(root, {
    offset: 6n * MILLISECOND,
    duration: 3n * MILLISECOND,
    spanId: first.spanId,
    service: 'core-service',
    operation: 'step',
    kind: 'internal',
    attributes: { attempt: 2n },
  });
  return trace.spans;
}

/** Traces as senders make them that are broken, hostile or cut off. */
export function brokenTraces(): ConformanceSpan[][] {
  return [withoutRoot(), cycle(), awkward(), duplicates()];
}

/** The span that arrives twice, exactly the same each time. */
export function repeatedSpan(traces: ConformanceSpan[][]): ConformanceSpan[] {
  return traces
    .flat()
    .filter(
      span => span.operation === 'step' && span.attributes.attempt === 1n,
    );
}
