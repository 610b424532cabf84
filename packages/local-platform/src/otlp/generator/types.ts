/** OTLP's JSON form of a trace export request, as far as the generator fills it. */
export type TraceRequest = { resourceSpans: ResourceSpans[] };

export type ResourceSpans = {
  resource: { attributes: Attribute[] };
  scopeSpans: { scope: { name: string; version: string }; spans: Span[] }[];
};

export type Attribute = { key: string; value: AttributeValue };

export type AttributeValue =
  | { stringValue: string }
  | { intValue: string }
  | { doubleValue: number }
  | { boolValue: boolean };

export type Span = {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  kind: number;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  attributes: Attribute[];
  events?: SpanEvent[];
  links?: { traceId: string; spanId: string; attributes?: Attribute[] }[];
  status?: { code: number; message?: string };
};

export type SpanEvent = {
  timeUnixNano: string;
  name: string;
  attributes: Attribute[];
};

export type GeneratorOptions = {
  /** The same seed makes the same traces. */
  seed: number;
  /** How many traces. */
  traces: number;
  /** The time that the traces are spread over. */
  from: Date;
  to: Date;
  /** Spans of a request, about. Default 500. */
  spansPerRequest?: number;
};

export type BenchmarkOptions = GeneratorOptions & {
  services?: number;
  spansPerTrace?: number;
  attributesPerSpan?: number;
  /** How many different keys and values there are. */
  attributeKeys?: number;
  attributeValues?: number;
};

export type ShopOptions = GeneratorOptions & {
  /** The region that the services say they run in. */
  region?: string;
  /** The part of the traces that fail, from 0 to 1. Default 0.03. */
  errorRate?: number;
  /** Ends with one more trace, an ETL run, of so many spans. */
  largeTraceSpans?: number;
};
