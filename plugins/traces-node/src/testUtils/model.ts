import { type SpanKind } from '@shop-platform/backstage-plugin-traces-common';

/** What OpenTelemetry lets an attribute be: bigint stands for its integers. */
export type AttributeValue =
  | string
  | boolean
  | bigint
  | number
  | AttributeValue[];

export type Attributes = Record<string, AttributeValue>;

/** A span of the data set, as plain as it can be said. */
export type ConformanceSpan = {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  service: string;
  operation: string;
  kind: SpanKind;
  start: bigint;
  duration: bigint;
  status: { code: 'unset' | 'ok' | 'error'; message?: string };
  attributes: Attributes;
  events: { name: string; time: bigint; attributes: Attributes }[];
  links: { traceId: string; spanId: string; attributes: Attributes }[];
  scope: { name: string; version?: string };
};

export const MILLISECOND = 1_000_000n;
export const SECOND = 1_000n * MILLISECOND;

/** When the data set begins: 2026-03-01T12:00:00Z. */
export const CONFORMANCE_START = 1_772_366_400n * SECOND;

/** A window that holds all of the data set, with room on both sides. */
export const WHOLE = {
  from: CONFORMANCE_START - 60n * SECOND,
  to: CONFORMANCE_START + 600n * SECOND,
};

/** What each service says of itself: the attributes of its resource. */
export const RESOURCES: Record<string, Attributes> = {
  storefront: {
    'service.name': 'storefront',
    'service.version': '2.4.0',
    'cloud.region': 'europe-west1',
  },
  'core-service': {
    'service.name': 'core-service',
    'service.version': '1.9.3',
    'cloud.region': 'europe-west1',
    'process.pid': 4711n,
  },
  'payments-service': {
    'service.name': 'payments-service',
    'service.version': '1.0.1',
    'cloud.region': 'europe-west4',
  },
  'inventory-service': {
    'service.name': 'inventory-service',
    'cloud.region': 'europe-west4',
    'host.name': 'node-7',
  },
  'notifications-service': {
    'service.name': 'notifications-service',
    'feature.flags': ['email', 'sms'],
  },
  "кошик's <b>basket</b>": {
    'service.name': "кошик's <b>basket</b>",
    'service.namespace': '"shop" \\ tab\there',
  },
};

/** The value as text, the way the Collector's exporters write it. */
export function attributeText(value: AttributeValue): string {
  if (Array.isArray(value)) {
    const elements = value.map(element =>
      typeof element === 'string'
        ? JSON.stringify(element)
        : attributeText(element),
    );
    return `[${elements.join(',')}]`;
  }
  return String(value);
}

export function attributeTexts(attributes: Attributes): Record<string, string> {
  return Object.fromEntries(
    Object.entries(attributes).map(([key, value]) => [
      key,
      attributeText(value),
    ]),
  );
}

export function resourceOf(span: ConformanceSpan): Attributes {
  return RESOURCES[span.service];
}
