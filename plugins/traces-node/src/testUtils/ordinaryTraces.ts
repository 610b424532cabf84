import {
  type ConformanceSpan,
  CONFORMANCE_START,
  MILLISECOND,
  SECOND,
} from './model';
import { TraceBuilder } from './TraceBuilder';

const DATABASE_SCOPE = { name: '@opentelemetry/instrumentation-pg' };

function addPayment(
  trace: TraceBuilder,
  order: ConformanceSpan,
  options: { index: number; fails: boolean },
) {
  const status = options.fails
    ? ({ code: 'error', message: 'liqpay timed out' } as const)
    : ({ code: 'ok' } as const);
  const call = trace.addChild(order, {
    offset: 3n * MILLISECOND,
    duration: BigInt(20 + options.index) * MILLISECOND,
    service: 'core-service',
    operation: 'POST /charge',
    kind: 'client',
    status: options.fails ? { code: 'error' } : { code: 'unset' },
    attributes: { 'peer.service': 'payments-service' },
  });
  const charge = trace.addChild(call, {
    offset: MILLISECOND,
    duration: BigInt(15 + options.index) * MILLISECOND,
    service: 'payments-service',
    operation: 'POST /charge',
    kind: 'server',
    status,
    attributes: {
      'http.route': '/charge',
      'http.response.status_code': options.fails ? 504n : 200n,
    },
  });
  if (options.fails) {
    charge.events.push({
      name: 'exception',
      time: charge.start + 9n * MILLISECOND + 1n,
      attributes: {
        'exception.type': 'TimeoutError',
        'exception.message': 'liqpay did not answer within 10 ms',
      },
    });
  }
}

function addOrder(trace: TraceBuilder, root: ConformanceSpan, index: number) {
  const fails = index % 8 === 3;
  const call = trace.addChild(root, {
    offset: MILLISECOND,
    duration: BigInt(40 + 2 * index) * MILLISECOND,
    service: 'storefront',
    operation: 'POST /orders',
    kind: 'client',
  });
  const order = trace.addChild(call, {
    offset: MILLISECOND,
    duration: BigInt(35 + 2 * index) * MILLISECOND,
    service: 'core-service',
    operation: 'POST /orders',
    kind: 'server',
    status: fails ? { code: 'error' } : { code: 'unset' },
    attributes: {
      'http.route': '/orders',
      'http.response.status_code': fails ? 502n : 201n,
    },
  });
  trace.addChild(order, {
    offset: MILLISECOND,
    duration: BigInt(400_000 + index),
    service: 'core-service',
    operation: 'INSERT orders',
    kind: 'client',
    attributes: { 'db.system.name': 'postgresql', 'db.rows': BigInt(index) },
    scope: DATABASE_SCOPE,
  });
  addPayment(trace, order, { index, fails });
}

/** Forty requests of the shop, 1.5 seconds apart; every eighth fails at the payment. */
export function ordinaryTraces(): ConformanceSpan[][] {
  return Array.from({ length: 40 }, (_, index) => {
    const trace = new TraceBuilder(index + 1);
    const root = trace.add({
      service: 'storefront',
      operation: index % 4 === 1 ? 'GET /products' : 'POST /checkout',
      kind: 'server',
      // Odd nanoseconds: what keeps only micro- or milliseconds is found out.
      start:
        CONFORMANCE_START +
        BigInt(index) * ((3n * SECOND) / 2n) +
        BigInt(index * 7 + 1),
      duration: BigInt(50 + 3 * index) * MILLISECOND + 13n,
      attributes: {
        'user.id': `user-${index % 5}`,
        'cart.items': BigInt(index),
      },
    });
    if (index % 4 === 1) {
      const call = trace.addChild(root, {
        offset: 2n * MILLISECOND,
        duration: 12n * MILLISECOND,
        service: 'storefront',
        operation: 'GET /stock',
        kind: 'client',
      });
      trace.addChild(call, {
        offset: MILLISECOND,
        duration: BigInt(5 + (index % 3)) * MILLISECOND,
        service: 'inventory-service',
        operation: 'GET /stock',
        kind: 'server',
      });
    } else {
      addOrder(trace, root, index);
    }
    return trace.spans;
  });
}
