import { type Attributes, CONFORMANCE_START, SECOND } from './model';
import {
  type Measurement,
  type OtlpMetricsExport,
  toMetricsExport,
} from './otlpMetrics';

/** How many processes the crowded service of the data set has. */
export const CROWD = 11;

const KIBIBYTE = 1024;

function gauge(name: string, unit: string, value: number): Measurement {
  return { name, unit, kind: 'gauge', value };
}

function sum(
  name: string,
  unit: string,
  value: number,
  attributes: Attributes = {},
): Measurement {
  return { name, unit, kind: 'sum', value, attributes };
}

/** As the traced-service template measures its loop and its heap. */
function ofLoop(options: {
  delay: number;
  utilization: number;
  heap: number;
}): Measurement[] {
  return [
    gauge('nodejs.eventloop.delay.p99', 's', options.delay),
    gauge('nodejs.eventloop.utilization', '1', options.utilization),
    gauge('v8js.memory.heap.used', 'By', options.heap * KIBIBYTE),
    gauge('v8js.memory.heap.limit', 'By', 4_096 * KIBIBYTE),
  ];
}

/** As OpenTelemetry's instrumentations measure a heap by its spaces, and a pool. */
function ofPool(options: {
  heap: [number, number];
  resident: number;
  used: number;
  idle: number;
  pending: number;
}): Measurement[] {
  const { heap, resident, used, idle, pending } = options;
  const pool = { 'db.client.connection.pool.name': 'orders' };
  return [
    ...heap.map((size, index) =>
      sum('v8js.memory.heap.used', 'By', size * KIBIBYTE, {
        'v8js.heap.space.name': ['old_space', 'new_space'][index],
      }),
    ),
    sum('process.memory.usage', 'By', resident * KIBIBYTE),
    sum('db.client.connection.count', '{connection}', used, {
      ...pool,
      'db.client.connection.state': 'used',
    }),
    sum('db.client.connection.count', '{connection}', idle, {
      ...pool,
      'db.client.connection.state': 'idle',
    }),
    sum('db.client.connection.pending_requests', '{request}', pending, pool),
    sum('db.client.connection.max', '{connection}', 10, pool),
  ];
}

function at(
  seconds: number,
  resource: Attributes,
  measurements: Measurement[],
): OtlpMetricsExport {
  return toMetricsExport({
    resource,
    time: CONFORMANCE_START + BigInt(seconds) * SECOND,
    measurements,
  });
}

function podOf(name: string): Attributes {
  return {
    'service.name': 'storefront',
    'service.instance.id': `process-of-${name}`,
    'k8s.pod.name': name,
  };
}

const CORE = {
  'service.name': 'core-service',
  'service.instance.id': '0a6e5d0c-6b6c-4c43-9d6b-2f1f5b8a3a11',
};

/**
 * What the services of the data set measure of themselves: two pods of
 * `storefront`, one of them with a pause; one process of `core-service` with a
 * pool; `payments-service`, which is no Node process; eleven processes of
 * `inventory-service`. One export is there twice, as a sender repeats it.
 *
 * @public
 */
export function conformanceMetrics(): OtlpMetricsExport[] {
  const repeated = at(
    20,
    CORE,
    ofPool({ heap: [300, 200], resident: 900, used: 9, idle: 1, pending: 4 }),
  );
  return [
    ...[0, 60, 120, 180].map(seconds =>
      at(
        seconds + 10,
        podOf('storefront-a'),
        ofLoop({ delay: 0.02, utilization: 0.25, heap: 1_024 + seconds }),
      ),
    ),
    ...[0, 180].map(seconds =>
      at(
        seconds + 11,
        podOf('storefront-b'),
        ofLoop({ delay: 0.15, utilization: 0.75, heap: 2_048 }),
      ),
    ),
    at(
      5,
      CORE,
      ofPool({ heap: [100, 50], resident: 800, used: 2, idle: 8, pending: 0 }),
    ),
    repeated,
    repeated,
    at(
      35,
      CORE,
      ofPool({ heap: [200, 50], resident: 850, used: 4, idle: 6, pending: 1 }),
    ),
    at(10, { 'service.name': 'payments-service' }, [
      gauge('jvm.memory.used', 'By', 1_000),
      gauge('nodejs.eventloop.delay.p99.of.something', 's', 1),
    ]),
    ...Array.from({ length: CROWD }, (_, index) =>
      at(
        10,
        {
          'service.name': 'inventory-service',
          'host.name': `node-${index}`,
        },
        ofLoop({ delay: index / 1_000, utilization: 0.5, heap: 100 }),
      ),
    ),
  ];
}
