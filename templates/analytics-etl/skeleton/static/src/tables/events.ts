import { checksumOf, type TableSpec } from './TableSpec.ts';

/** What visitors did. ClickHouse makes `product_views` of it as it comes. */
export const events: TableSpec = {
  name: 'events',
  feed: 'events_feed',
  store: 'events_store',
  filled: ['product_views'],
  derived: ['product_performance'],
  columns: [
    ['tenant_id', 'd.tenant_id'],
    ['type', 'd.type'],
    ['session_id', 'd.session_id'],
    ['customer_id', 'd.customer_id'],
    ['product_id', 'd.product_id'],
    ['product_name', "coalesce(p.name, '')"],
    ['category', "coalesce(p.category, '')"],
    ['currency', "coalesce(p.price_currency, '')"],
    ['page', "coalesce(d.page, '')"],
    ['query', "coalesce(d.query, '')"],
    ['occurred_at', 'd.occurred_at'],
  ],
  id: { column: 'event_id', expression: 'd.id' },
  updatedAt: 'd.updated_at',
  checksum: checksumOf('d.id', 'd.updated_at'),
  from: `storefront.events d
    LEFT JOIN core.products p ON p.id = d.product_id`,
  changes: [{ relation: 'storefront.events' }],
  // Not the browser's time: this one has an index, and rows are never changed.
  bucket: { source: 'd.updated_at', target: 'updated_at' },
  // Ten days before the last of them goes: a browser's clock is its own.
  comparableDays: 390,
  reads: {
    'storefront.events': {
      id: 'uuid',
      tenant_id: 'text',
      type: 'text',
      session_id: 'uuid',
      customer_id: 'uuid',
      product_id: 'uuid',
      page: 'text',
      query: 'text',
      occurred_at: 'timestamp with time zone',
      updated_at: 'timestamp with time zone',
    },
    'core.products': {
      id: 'uuid',
      name: 'text',
      category: 'text',
      price_currency: 'text',
    },
  },
};
