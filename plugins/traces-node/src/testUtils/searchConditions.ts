import { type TraceQuery } from '../TraceStore';
import { CONFORMANCE_START, MILLISECOND, SECOND, WHOLE } from './model';
import { EDGE } from './specialTraces';

/** What a search asks for, beside the whole window. */
export type Condition = Partial<TraceQuery>;

export const CORE: Condition = { services: ['core-service'] };
export const WITH_SERVICE: Record<string, Condition> = {
  'a service': CORE,
  'several services': { services: ['payments-service', 'inventory-service'] },
  'a service with an awkward name': { services: ["кошик's <b>basket</b>"] },
  'an operation that another service has too': {
    ...CORE,
    operation: 'POST /orders',
  },
  'an operation with an awkward name': {
    services: ["кошик's <b>basket</b>"],
    operation: '<script>alert("1")</script> \'; DROP TABLE otel_traces; --',
  },
  'an operation of another service': { ...CORE, operation: 'GET /stock' },
  'a part of the time': {
    services: ['storefront'],
    from: CONFORMANCE_START + 10n * SECOND,
    to: CONFORMANCE_START + 20n * SECOND,
  },
  'a window that ends within a trace': {
    services: ['inventory-service'],
    from: EDGE - 1n,
    to: EDGE,
  },
  'a window that begins within a trace': {
    services: ['inventory-service'],
    from: EDGE,
    to: WHOLE.to,
  },
  'a window without spans': {
    ...CORE,
    from: WHOLE.to,
    to: WHOLE.to + SECOND,
  },
};

export const WITH_ATTRIBUTES: Record<string, Condition> = {
  'an attribute of the span': {
    services: ['storefront'],
    attributes: [{ key: 'user.id', value: 'user-3' }],
  },
  'an attribute of the resource': {
    services: ['inventory-service'],
    attributes: [{ key: 'host.name', value: 'node-7' }],
  },
  'an attribute that is a number': {
    ...CORE,
    attributes: [{ key: 'http.response.status_code', value: '502' }],
  },
  'attributes of the span and of the resource together': {
    ...CORE,
    attributes: [
      { key: 'http.route', value: '/orders' },
      { key: 'cloud.region', value: 'europe-west1' },
    ],
  },
  'attributes that no single span has together': {
    ...CORE,
    attributes: [
      { key: 'http.route', value: '/orders' },
      { key: 'db.system.name', value: 'postgresql' },
    ],
  },
  'the value of another key': {
    services: ['storefront'],
    attributes: [{ key: 'cart.items', value: 'user-3' }],
  },
  'the beginning of a value': {
    services: ['storefront'],
    attributes: [{ key: 'user.id', value: 'user' }],
  },
  'a key and a value split at another equals sign': {
    services: ["кошик's <b>basket</b>"],
    attributes: [
      {
        key: 'quote\'s "key" = {x} \\=a',
        value: 'b=c \\\' " ` {p: String} %s \u0000 end',
      },
    ],
  },
  'an attribute with an awkward key and value': {
    services: ["кошик's <b>basket</b>"],
    attributes: [
      {
        key: 'quote\'s "key" = {x} \\',
        value: 'a=b=c \\\' " ` {p: String} %s \u0000 end',
      },
      { key: 'ключ', value: 'значення \u{1f6d2}' },
    ],
  },
  'an attribute that is empty': {
    services: ["кошик's <b>basket</b>"],
    attributes: [{ key: 'empty.value', value: '' }],
  },
  'an empty value of a key that is not there': {
    ...CORE,
    attributes: [{ key: 'no.such.key', value: '' }],
  },
};

export const WITH_DURATION: Record<string, Condition> = {
  'a shortest duration, which belongs to it': {
    services: ['storefront'],
    minDurationNano: 110n * MILLISECOND + 13n,
  },
  'a longest duration, which belongs to it': {
    services: ['storefront'],
    operation: 'POST /checkout',
    maxDurationNano: 110n * MILLISECOND + 13n,
  },
  'durations between': {
    services: ['payments-service'],
    minDurationNano: 20n * MILLISECOND,
    maxDurationNano: 30n * MILLISECOND,
  },
  'no duration at all': { ...CORE, maxDurationNano: 0n },
};

export const WITH_ERRORS: Record<string, Condition> = {
  errors: { services: ['payments-service'], errors: true },
  'errors of an operation that has none': {
    services: ['inventory-service'],
    operation: 'GET /stock',
    errors: true,
  },
  'errors: false, which asks for nothing': {
    services: ['payments-service'],
    errors: false,
  },
};

export const EVERYTHING: Condition = {
  services: ['core-service', 'payments-service'],
  operation: 'POST /charge',
  attributes: [
    { key: 'http.response.status_code', value: '504' },
    { key: 'cloud.region', value: 'europe-west4' },
  ],
  minDurationNano: 20n * MILLISECOND,
  maxDurationNano: 40n * MILLISECOND,
  errors: true,
  from: CONFORMANCE_START + 10n * SECOND,
  to: CONFORMANCE_START + 50n * SECOND,
};

export const WITHOUT_SERVICE: Record<string, Condition> = {
  nothing: {},
  'an operation of any service': { operation: 'POST /orders' },
};
