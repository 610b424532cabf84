import { Random } from '../Random';

/** OTLP's numbers of span kinds. */
export const SpanKind = {
  internal: 1,
  server: 2,
  client: 3,
  producer: 4,
  consumer: 5,
} as const;

/** What one trace is about; its spans agree on it. */
export type Purchase = {
  orderId: string;
  productId: string;
  customerId: string;
  amount: number;
  random: Random;
};

export type Value = string | number | boolean;

/** A fault that a step may have, as the exception it records. */
export type Fault = { type: string; message: string; statusCode?: number };

/** One span of a scenario, and what happens inside it. */
export type Step = {
  service: string;
  name: string;
  kind: number;
  /** Its own time, without its children's. */
  medianMs: number;
  attributes: (purchase: Purchase) => Record<string, Value>;
  children?: Step[];
  fault?: Fault;
  /** Begins when its parent has ended: a message that is processed later. */
  isLater?: boolean;
  /** Left out in so many of the traces, from 0 to 1: a cache that had the answer. */
  skipped?: number;
};

/** A call from one service to another: the client's span, and the server's within. */
export function call(
  from: string,
  server: Step,
  method: string,
  route: string,
): Step {
  const host = server.service.replace(/-service$/, '');
  return {
    service: from,
    name: method,
    kind: SpanKind.client,
    medianMs: 1.2,
    attributes: ({ productId }) => ({
      'http.request.method': method,
      'server.address': `${host}.shop.svc.cluster.local`,
      'server.port': 8080,
      'url.full': `http://${host}.shop.svc.cluster.local:8080${route.replace(
        '{id}',
        productId,
      )}`,
      'network.protocol.version': '1.1',
    }),
    children: [server],
  };
}

export function endpoint(
  service: string,
  method: string,
  route: string,
  options: {
    medianMs: number;
    children?: Step[];
    fault?: Fault;
    attributes?: Step['attributes'];
  },
): Step {
  return {
    service,
    name: `${method} ${route}`,
    kind: SpanKind.server,
    medianMs: options.medianMs,
    fault: options.fault,
    children: options.children,
    attributes: purchase => ({
      'http.request.method': method,
      'http.route': route,
      'url.path': route.replace('{id}', purchase.productId),
      'url.scheme': 'http',
      'client.address': `10.8.${purchase.random.below(
        16,
      )}.${purchase.random.below(250)}`,
      'user_agent.original': 'undici',
      ...options.attributes?.(purchase),
    }),
  };
}

export function database(
  service: string,
  operation: string,
  table: string,
  statement: string,
  medianMs: number,
  fault?: Fault,
): Step {
  return {
    service,
    name: `${operation} ${table}`,
    kind: SpanKind.client,
    medianMs,
    fault,
    attributes: () => ({
      'db.system.name': 'postgresql',
      'db.namespace': 'shop',
      'db.operation.name': operation,
      'db.collection.name': table,
      'db.query.text': statement,
      'server.address': 'postgres.shop.svc.cluster.local',
      'server.port': 5432,
    }),
  };
}

export function cache(service: string, operation: string, key: string): Step {
  return {
    service,
    name: `${operation} ${key}`,
    kind: SpanKind.client,
    medianMs: 0.4,
    attributes: ({ random, productId }) => ({
      'db.system.name': 'redis',
      'db.operation.name': operation,
      'db.query.text': `${operation} ${key}:${productId}`,
      'server.address': 'redis.shop.svc.cluster.local',
      'cache.hit': random.chance(0.8),
    }),
  };
}

export function publish(
  service: string,
  topic: string,
  consumers: Step[],
): Step {
  return {
    service,
    name: `send ${topic}`,
    kind: SpanKind.producer,
    medianMs: 0.8,
    attributes: ({ orderId }) => ({
      'messaging.system': 'redis',
      'messaging.operation.name': 'send',
      'messaging.operation.type': 'send',
      'messaging.destination.name': topic,
      'messaging.message.id': orderId,
    }),
    children: consumers,
  };
}

export function consume(
  service: string,
  topic: string,
  options: { medianMs: number; children?: Step[]; fault?: Fault },
): Step {
  return {
    service,
    name: `process ${topic}`,
    kind: SpanKind.consumer,
    isLater: true,
    ...options,
    attributes: ({ orderId }) => ({
      'messaging.system': 'redis',
      'messaging.operation.name': 'process',
      'messaging.operation.type': 'process',
      'messaging.destination.name': topic,
      'messaging.consumer.group.name': service,
      'messaging.message.id': orderId,
    }),
  };
}

/** A call to somebody else's system. */
export function external(
  service: string,
  system: string,
  operation: string,
  medianMs: number,
  fault?: Fault,
): Step {
  return {
    service,
    name: `${system} ${operation}`,
    kind: SpanKind.client,
    medianMs,
    fault,
    attributes: () => ({
      'http.request.method': 'POST',
      'peer.service': system,
      'server.address': `api.${system}.example.com`,
      'server.port': 443,
      'rpc.method': operation,
    }),
  };
}
