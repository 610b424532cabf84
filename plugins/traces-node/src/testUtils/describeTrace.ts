import { InputError } from '@backstage/errors';
import { type StoredTrace } from '@shop-platform/backstage-plugin-traces-common';
import { type TraceWindow } from '../TraceStore';
import { type Suite } from './describeTraceStore';
import { type ExpectedSpan, expectedSpans, traceOf } from './expected';
import { HOSTILE_TEXTS } from './hostileTexts';
import { CONFORMANCE_START, SECOND, WHOLE } from './model';

const UNKNOWN = 'f'.repeat(32);

const TRACES: Record<string, string> = {
  'a request over three services, with a failure': 'POST /charge',
  'a trace without its root': 'reindex',
  'two spans that are each other’s parent': 'turn 0',
  'three roots that took no time': 'first root',
  'names and values with markup, quotes and other alphabets':
    '<script>alert("1")</script> \'; DROP TABLE otel_traces; --',
  'attributes of every type': 'typed',
  'a span that arrived twice, and two that share an id': 'nightly',
  'a message and its consumer': 'orders publish',
  'events and links': 'batch',
  '500 spans': 'export catalog',
};

function bySpan(a: ExpectedSpan, b: ExpectedSpan): number {
  const keyOf = (span: ExpectedSpan) =>
    `${span.startTimeUnixNano} ${span.spanId} ${span.operation}`;
  return keyOf(a) < keyOf(b) ? -1 : 1;
}

function byText(a: unknown, b: unknown): number {
  return JSON.stringify(a) < JSON.stringify(b) ? -1 : 1;
}

/** Spans as they are compared: each with its resource; events and links in any order. */
function toExpected(trace: StoredTrace): ExpectedSpan[] {
  return trace.spans
    .map(span => ({
      ...span,
      resource: trace.resources[span.resource],
      events: [...span.events].sort(byText),
      links: [...span.links].sort(byText),
    }))
    .sort(bySpan);
}

function normalized(spans: ExpectedSpan[]): ExpectedSpan[] {
  return spans
    .map(span => ({
      ...span,
      events: [...span.events].sort(byText),
      links: [...span.links].sort(byText),
    }))
    .sort(bySpan);
}

/** Reads the trace that has this operation, and compares all of it. */
async function check({ store, options }: Suite, operation: string) {
  const traceId = traceOf(operation);
  const expected = expectedSpans(traceId);
  const trace = await store().trace({ traceId }, options());
  if (!trace) {
    throw new Error('The trace was not found');
  }
  const starts = expected.map(span => BigInt(span.startTimeUnixNano));
  const ends = expected.map(
    (span, index) => starts[index] + BigInt(span.durationNano),
  );
  const start = starts.reduce((a, b) => (a < b ? a : b));
  const end = ends.reduce((a, b) => (a > b ? a : b));

  expect(toExpected(trace)).toEqual(normalized(expected));
  expect(trace).toMatchObject({
    traceId,
    spanCount: expected.length,
    truncated: false,
    startTimeUnixNano: start.toString(),
    durationNano: (end - start).toString(),
  });
  const times = trace.spans.map(span => BigInt(span.startTimeUnixNano));
  expect(times).toEqual([...times].sort((a, b) => (a < b ? -1 : 1)));
  const resources = trace.resources.map(resource => JSON.stringify(resource));
  expect(new Set(resources).size).toBe(resources.length);
}

/** A trace with all there is to it. */
export function describeTrace(suite: Suite): void {
  const { describe, it, store, options } = suite;
  const read = (traceId: string, window?: TraceWindow) =>
    store().trace({ traceId, window }, options());

  describe('a trace', () => {
    it.each(Object.entries(TRACES))('has %s', (_, operation) =>
      check(suite, operation),
    );

    it('that is unknown is undefined, with or without a window', async () => {
      await expect(read(UNKNOWN)).resolves.toBeUndefined();
      await expect(read(UNKNOWN, WHOLE)).resolves.toBeUndefined();
    });

    it('of an id that is none is undefined or refused', async () => {
      for (const text of ['', 'xyz', ...HOSTILE_TEXTS]) {
        const answer = await read(text).catch((error: unknown) => error);
        if (answer !== undefined) {
          expect(answer).toBeInstanceOf(InputError);
        }
      }
    });

    it.each<[string, TraceWindow]>([
      ['right', WHOLE],
      [
        'an hour off',
        { from: WHOLE.from - 3600n * SECOND, to: WHOLE.from - 3000n * SECOND },
      ],
      [
        'too narrow',
        {
          from: CONFORMANCE_START + 118n * SECOND,
          to: CONFORMANCE_START + 119n * SECOND,
        },
      ],
    ])('is the same when the window is %s', async (_, window) => {
      for (const operation of ['long import', 'export catalog']) {
        const traceId = traceOf(operation);
        await expect(read(traceId, window)).resolves.toEqual(
          await read(traceId),
        );
      }
    });
  });
}
