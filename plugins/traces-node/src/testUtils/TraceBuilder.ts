import { type ConformanceSpan } from './model';

type SpanOptions = Pick<
  ConformanceSpan,
  'service' | 'operation' | 'kind' | 'start' | 'duration'
> &
  Partial<ConformanceSpan>;

/** Makes the spans of one trace; every id follows from the trace's number, so it is the same in each run. */
export class TraceBuilder {
  readonly traceId: string;
  readonly spans: ConformanceSpan[] = [];
  readonly #number: number;

  constructor(number: number) {
    this.#number = number;
    // Digits over all 16 bytes: a store that orders or cuts ids wrongly shows.
    const spread = BigInt.asUintN(64, BigInt(number) * 0x9e3779b97f4a7c15n);
    this.traceId =
      spread.toString(16).padStart(16, '0') +
      number.toString(16).padStart(16, '0');
  }

  /** The id of the span that is added as the `index`th. */
  spanId(index: number): string {
    return (
      (0xa0000000 + this.#number).toString(16) +
      (index + 1).toString(16).padStart(8, '0')
    );
  }

  add(options: SpanOptions): ConformanceSpan {
    const span: ConformanceSpan = {
      traceId: this.traceId,
      spanId: this.spanId(this.spans.length),
      status: { code: 'unset' },
      attributes: {},
      events: [],
      links: [],
      scope: {
        name: '@opentelemetry/instrumentation-http',
        version: '0.300.0',
      },
      ...options,
    };
    this.spans.push(span);
    return span;
  }

  /** A span of which `parent` is the parent; it begins `offset` after that one. */
  addChild(
    parent: ConformanceSpan,
    options: Omit<SpanOptions, 'start'> & { offset: bigint },
  ): ConformanceSpan {
    const { offset, ...span } = options;
    return this.add({
      ...span,
      start: parent.start + offset,
      parentSpanId: parent.spanId,
    });
  }
}
