import { checksumOf, type TableSpec } from './TableSpec.ts';

/**
 * The lines are looked up for each order: PostgreSQL takes those of the last
 * minutes for one row, and joined to sums of all of them it would compare each
 * with each.
 */
export const orders: TableSpec = {
  name: 'orders_analytics',
  feed: 'orders_feed',
  store: 'orders_store',
  derived: ['customer_cohorts'],
  columns: [
    ['tenant_id', 'd.tenant_id'],
    ['order_number', 'd.number'],
    ['status', 'd.status'],
    ['customer_id', 'd.customer_id'],
    ['currency', 'd.currency'],
    ['total', 'd.total_amount'],
    ['delivery_cost', 'd.delivery_cost_amount'],
    ['delivery_method', 'd.delivery_method'],
    ['delivery_city', 'd.delivery_city'],
    ['items', 'l.items'],
    ['units', 'l.units'],
    ['payment_status', "coalesce(p.status, 'none')"],
    ['created_at', 'd.created_at'],
  ],
  id: { column: 'order_id', expression: 'd.id' },
  updatedAt: 'greatest(d.updated_at, l.updated_at, p.updated_at)',
  // The newest of the lines is as old as before when another one is gone.
  checksum: `${checksumOf(
    'd.id',
    'd.updated_at',
    'l.updated_at',
    'p.updated_at',
  )} # hashint8extended(l.items, 3) # hashint8extended(l.units, 4)`,
  from: `core.orders d
    LEFT JOIN payments.payments p ON p.id = d.payment_id
    CROSS JOIN LATERAL (
      SELECT count(*) AS items, coalesce(sum(quantity), 0) AS units, max(updated_at) AS updated_at
      FROM core.order_lines WHERE order_id = d.id
    ) l`,
  changes: [
    { relation: 'core.orders' },
    // A line or a payment that is not newer than its order comes with the order.
    {
      relation: 'core.order_lines',
      affects: range => `d.id IN (
        SELECT c.order_id FROM core.order_lines c JOIN core.orders o ON o.id = c.order_id
        WHERE ${range} AND c.updated_at > o.updated_at)`,
      key: { column: 'order_id', rows: 'd.id' },
    },
    {
      relation: 'payments.payments',
      affects: range => `d.id IN (
        SELECT c.order_id FROM payments.payments c JOIN core.orders o ON o.id = c.order_id
        WHERE ${range} AND c.updated_at > o.updated_at)`,
      key: { column: 'order_id', rows: 'd.id' },
    },
  ],
  bucket: { source: 'd.created_at', target: 'created_at' },
  reads: {
    'core.orders': {
      id: 'uuid',
      tenant_id: 'text',
      number: 'text',
      status: 'text',
      customer_id: 'uuid',
      payment_id: 'uuid',
      currency: 'text',
      total_amount: 'bigint',
      delivery_cost_amount: 'bigint',
      delivery_method: 'text',
      delivery_city: 'text',
      created_at: 'timestamp with time zone',
      updated_at: 'timestamp with time zone',
    },
    'core.order_lines': {
      id: 'uuid',
      order_id: 'uuid',
      quantity: 'integer',
      updated_at: 'timestamp with time zone',
    },
    'payments.payments': {
      id: 'uuid',
      order_id: 'uuid',
      status: 'text',
      updated_at: 'timestamp with time zone',
    },
  },
};
