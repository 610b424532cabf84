import { checksumOf, type TableSpec } from './TableSpec.ts';

/**
 * What was ordered; ClickHouse makes of it what was sold, which is nothing of a
 * cancelled order, so that sums are right without a condition. The category is that of the product when the
 * line was sent; it is part of the checksum, so that the comparison finds lines
 * of products that moved.
 */
export const orderItems: TableSpec = {
  name: 'order_items_analytics',
  feed: 'order_items_feed',
  store: 'order_items_store',
  derived: ['sales_daily', 'product_performance'],
  columns: [
    ['tenant_id', 'd.tenant_id'],
    ['order_id', 'd.order_id'],
    ['order_status', 'o.status'],
    ['customer_id', 'o.customer_id'],
    ['product_id', 'd.product_id'],
    ['product_name', 'd.name'],
    ['sku', 'p.sku'],
    ['category', 'p.category'],
    ['quantity', 'd.quantity'],
    ['unit_price', 'd.unit_price_amount'],
    ['total', 'd.total_amount'],
    ['currency', 'o.currency'],
    ['created_at', 'o.created_at'],
  ],
  id: { column: 'order_item_id', expression: 'd.id' },
  updatedAt: 'greatest(d.updated_at, o.updated_at)',
  checksum: `${checksumOf(
    'd.id',
    'd.updated_at',
    'o.updated_at',
  )} # hashtextextended(p.category, 0)`,
  from: `core.order_lines d
    JOIN core.orders o ON o.id = d.order_id
    JOIN core.products p ON p.id = d.product_id`,
  changes: [
    { relation: 'core.order_lines' },
    // A line that is newer than its order is sent as a changed line.
    {
      relation: 'core.orders',
      affects: range =>
        `d.order_id IN (SELECT c.id FROM core.orders c WHERE ${range}) AND d.updated_at < o.updated_at`,
      key: { column: 'id', rows: 'd.order_id' },
    },
  ],
  bucket: { source: 'o.created_at', target: 'created_at' },
  reads: {
    'core.order_lines': {
      id: 'uuid',
      tenant_id: 'text',
      order_id: 'uuid',
      product_id: 'uuid',
      name: 'text',
      quantity: 'integer',
      unit_price_amount: 'bigint',
      total_amount: 'bigint',
      updated_at: 'timestamp with time zone',
    },
    'core.orders': {
      id: 'uuid',
      status: 'text',
      customer_id: 'uuid',
      currency: 'text',
      created_at: 'timestamp with time zone',
      updated_at: 'timestamp with time zone',
    },
    'core.products': { id: 'uuid', sku: 'text', category: 'text' },
  },
};
