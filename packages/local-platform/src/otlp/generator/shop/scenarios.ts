import {
  cache,
  call,
  consume,
  database,
  endpoint,
  external,
  publish,
  SpanKind,
  Step,
} from './steps';

/** What happens in the shop, and how often beside the others. */
export type Scenario = { weight: number; root: Step };

const lockTimeout = {
  type: 'QueryTimeoutError',
  message: 'canceling statement due to lock timeout',
};
const declined = {
  type: 'PaymentDeclinedError',
  message: 'The bank declined the payment: insufficient funds',
  statusCode: 402,
};
const outOfStock = {
  type: 'OutOfStockError',
  message: 'The product is out of stock',
  statusCode: 409,
};

const stock = endpoint('inventory-service', 'GET', '/v1/stock/{id}', {
  medianMs: 1.5,
  children: [
    cache('inventory-service', 'GET', 'stock'),
    {
      ...database(
        'inventory-service',
        'SELECT',
        'stock_levels',
        'SELECT quantity FROM stock_levels WHERE product_id = $1',
        2.5,
      ),
      skipped: 0.8,
    },
  ],
});

const viewProduct = endpoint('storefront-service', 'GET', '/products/{id}', {
  medianMs: 3,
  children: [
    call(
      'storefront-service',
      endpoint('core-service', 'GET', '/v1/products/{id}', {
        medianMs: 2,
        children: [
          cache('core-service', 'GET', 'product'),
          {
            ...database(
              'core-service',
              'SELECT',
              'products',
              'SELECT * FROM products WHERE id = $1',
              3,
              lockTimeout,
            ),
            skipped: 0.6,
          },
          call('core-service', stock, 'GET', '/v1/stock/{id}'),
        ],
      }),
      'GET',
      '/v1/products/{id}',
    ),
  ],
});

const search = endpoint('storefront-service', 'GET', '/search', {
  medianMs: 4,
  children: [
    call(
      'storefront-service',
      endpoint('core-service', 'GET', '/v1/products', {
        medianMs: 3,
        attributes: ({ random }) => ({
          'shop.search.results': random.below(120),
        }),
        children: [
          database(
            'core-service',
            'SELECT',
            'products',
            'SELECT * FROM products WHERE name ILIKE $1 ORDER BY popularity DESC LIMIT 24',
            14,
            lockTimeout,
          ),
        ],
      }),
      'GET',
      '/v1/products',
    ),
  ],
});

const addToCart = endpoint('storefront-service', 'POST', '/cart/items', {
  medianMs: 2,
  children: [
    call('storefront-service', stock, 'GET', '/v1/stock/{id}'),
    cache('storefront-service', 'HSET', 'cart'),
  ],
});

const notify = consume('notifications-service', 'order.created', {
  medianMs: 4,
  children: [
    database(
      'notifications-service',
      'SELECT',
      'customers',
      'SELECT email, locale FROM customers WHERE id = $1',
      2,
    ),
    external('notifications-service', 'mailer', 'send', 60, {
      type: 'ConnectionError',
      message: 'connect ETIMEDOUT',
    }),
  ],
});

const ship = consume('shipping-service', 'order.created', {
  medianMs: 5,
  children: [
    database(
      'shipping-service',
      'INSERT',
      'shipments',
      'INSERT INTO shipments (order_id, address) VALUES ($1, $2)',
      3,
    ),
    external('shipping-service', 'novaposhta', 'createLabel', 90),
  ],
});

const pay = endpoint('payments-service', 'POST', '/v1/payments', {
  medianMs: 3,
  children: [
    external('payments-service', 'liqpay', 'charge', 120, declined),
    database(
      'payments-service',
      'INSERT',
      'payments',
      'INSERT INTO payments (order_id, amount, currency) VALUES ($1, $2, $3)',
      3,
    ),
  ],
});

const reserve = endpoint('inventory-service', 'POST', '/v1/reservations', {
  medianMs: 2,
  fault: outOfStock,
  children: [
    database(
      'inventory-service',
      'UPDATE',
      'stock_levels',
      'UPDATE stock_levels SET reserved = reserved + $1 WHERE product_id = $2',
      4,
      lockTimeout,
    ),
  ],
});

const checkout = endpoint('storefront-service', 'POST', '/checkout', {
  medianMs: 4,
  children: [
    call(
      'storefront-service',
      endpoint('core-service', 'POST', '/v1/orders', {
        medianMs: 5,
        attributes: ({ orderId, customerId, amount }) => ({
          'shop.order.id': orderId,
          'shop.customer.id': customerId,
          'shop.order.amount': amount,
          'shop.order.currency': 'UAH',
        }),
        children: [
          call('core-service', reserve, 'POST', '/v1/reservations'),
          call('core-service', pay, 'POST', '/v1/payments'),
          database(
            'core-service',
            'INSERT',
            'orders',
            'INSERT INTO orders (id, customer_id, amount) VALUES ($1, $2, $3)',
            4,
          ),
          database(
            'core-service',
            'INSERT',
            'order_items',
            'INSERT INTO order_items (order_id, product_id, quantity) VALUES ($1, $2, $3)',
            3,
          ),
          publish('core-service', 'order.created', [notify, ship]),
        ],
      }),
      'POST',
      '/v1/orders',
    ),
  ],
});

export const etlBatch: Step = {
  service: 'analytics-etl',
  name: 'etl.batch',
  kind: SpanKind.internal,
  medianMs: 2,
  attributes: ({ random }) => ({ 'etl.rows': 200 + random.below(4800) }),
  children: [
    database(
      'analytics-etl',
      'SELECT',
      'orders',
      'SELECT * FROM orders WHERE updated_at > $1 ORDER BY updated_at LIMIT 5000',
      12,
      lockTimeout,
    ),
    {
      ...database(
        'analytics-etl',
        'INSERT',
        'orders_analytics',
        'INSERT INTO orders_analytics FORMAT JSONEachRow',
        25,
      ),
      attributes: () => ({
        'db.system.name': 'clickhouse',
        'db.namespace': 'analytics',
        'db.operation.name': 'INSERT',
        'db.collection.name': 'orders_analytics',
        'server.address': 'clickhouse.shop.svc.cluster.local',
        'server.port': 8123,
      }),
    },
  ],
};

/** A run of the ETL of so many batches. */
export function etlRun(batches: number): Step {
  return {
    service: 'analytics-etl',
    name: 'etl.run',
    kind: SpanKind.internal,
    medianMs: 5,
    attributes: () => ({ 'etl.pipeline': 'orders', 'etl.batches': batches }),
    children: Array.from({ length: batches }, () => etlBatch),
  };
}

export const scenarios: Scenario[] = [
  { weight: 45, root: viewProduct },
  { weight: 25, root: search },
  { weight: 15, root: addToCart },
  { weight: 14, root: checkout },
  { weight: 1, root: etlRun(3) },
];
