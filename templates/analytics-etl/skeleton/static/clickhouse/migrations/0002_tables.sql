-- Rows are sent at least once. The newest version of a row takes the place of
-- the others; a row that is gone from the source gets a version with deleted = 1.
-- `deleted` is a plain column and not one of the engine's: with it ClickHouse
-- would merge a partition on every read, even one that is a single part.
-- A day is a day in Kyiv; rows lie by it, and the index on the time finds them
-- for queries that know only the time.

CREATE TABLE IF NOT EXISTS orders_store (
  tenant_id LowCardinality(String),
  order_id UUID,
  order_number String,
  status LowCardinality(String),
  customer_id UUID,
  currency LowCardinality(String),
  total Decimal(18, 2),
  delivery_cost Decimal(18, 2),
  delivery_method LowCardinality(String),
  delivery_city LowCardinality(String),
  items UInt32,
  units UInt32,
  payment_status LowCardinality(String),
  created_at DateTime64(3, 'UTC'),
  updated_at DateTime64(6, 'UTC'),
  checksum Int64,
  version UInt64,
  deleted UInt8 DEFAULT 0,
  day Date MATERIALIZED toDate(created_at, 'Europe/Kyiv'),
  INDEX created created_at TYPE minmax GRANULARITY 1
) ENGINE = ReplacingMergeTree(version)
PARTITION BY toYYYYMM(created_at)
ORDER BY (tenant_id, day, order_id);

CREATE TABLE IF NOT EXISTS order_items_store (
  tenant_id LowCardinality(String),
  order_item_id UUID,
  order_id UUID,
  order_status LowCardinality(String),
  customer_id UUID,
  product_id UUID,
  product_name String,
  sku LowCardinality(String),
  category LowCardinality(String),
  quantity_ordered UInt32,
  quantity_sold UInt32,
  unit_price Decimal(18, 2),
  revenue Decimal(18, 2),
  currency LowCardinality(String),
  created_at DateTime64(3, 'UTC'),
  updated_at DateTime64(6, 'UTC'),
  checksum Int64,
  version UInt64,
  deleted UInt8 DEFAULT 0,
  day Date MATERIALIZED toDate(created_at, 'Europe/Kyiv'),
  INDEX created created_at TYPE minmax GRANULARITY 1
) ENGINE = ReplacingMergeTree(version)
PARTITION BY toYYYYMM(created_at)
ORDER BY (tenant_id, day, order_id, order_item_id);

CREATE TABLE IF NOT EXISTS events_store (
  tenant_id LowCardinality(String),
  event_id UUID,
  type LowCardinality(String),
  session_id Nullable(UUID),
  customer_id Nullable(UUID),
  product_id Nullable(UUID),
  product_name String,
  category LowCardinality(String),
  currency LowCardinality(String),
  page String,
  query String,
  occurred_at DateTime64(3, 'UTC'),
  updated_at DateTime64(6, 'UTC'),
  checksum Int64,
  version UInt64,
  deleted UInt8 DEFAULT 0,
  day Date MATERIALIZED toDate(occurred_at, 'Europe/Kyiv'),
  INDEX occurred occurred_at TYPE minmax GRANULARITY 1
) ENGINE = ReplacingMergeTree(version)
PARTITION BY toYYYYMM(occurred_at)
ORDER BY (tenant_id, day, event_id)
TTL toDateTime(occurred_at) + INTERVAL 400 DAY;

CREATE TABLE IF NOT EXISTS product_views_store (
  tenant_id LowCardinality(String),
  event_id UUID,
  product_id UUID,
  product_name String,
  category LowCardinality(String),
  currency LowCardinality(String),
  session_id Nullable(UUID),
  customer_id Nullable(UUID),
  viewed_at DateTime64(3, 'UTC'),
  version UInt64,
  deleted UInt8,
  day Date MATERIALIZED toDate(viewed_at, 'Europe/Kyiv'),
  INDEX viewed viewed_at TYPE minmax GRANULARITY 1
) ENGINE = ReplacingMergeTree(version)
PARTITION BY toYYYYMM(viewed_at)
ORDER BY (tenant_id, day, event_id)
TTL toDateTime(viewed_at) + INTERVAL 400 DAY;

CREATE MATERIALIZED VIEW IF NOT EXISTS product_views_fill TO product_views_store AS
SELECT
  tenant_id,
  event_id,
  assumeNotNull(product_id) AS product_id,
  product_name,
  category,
  currency,
  session_id,
  customer_id,
  occurred_at AS viewed_at,
  version,
  deleted
FROM events_store
WHERE type = 'product_view' AND product_id IS NOT NULL;

-- What readers see: each row once.

CREATE OR REPLACE VIEW orders_analytics AS
SELECT
  tenant_id, order_id, order_number, status, customer_id, currency, total,
  delivery_cost, delivery_method, delivery_city, items, units, payment_status,
  created_at, updated_at
FROM orders_store FINAL
WHERE deleted = 0
SETTINGS do_not_merge_across_partitions_select_final = 1;

CREATE OR REPLACE VIEW order_items_analytics AS
SELECT
  tenant_id, order_item_id, order_id, order_status, customer_id, product_id,
  product_name, sku, category, quantity_ordered, quantity_sold, unit_price,
  revenue, currency, created_at, updated_at
FROM order_items_store FINAL
WHERE deleted = 0
SETTINGS do_not_merge_across_partitions_select_final = 1;

CREATE OR REPLACE VIEW events AS
SELECT
  tenant_id, event_id, type, session_id, customer_id, product_id, page, query,
  occurred_at
FROM events_store FINAL
WHERE deleted = 0
SETTINGS do_not_merge_across_partitions_select_final = 1;

CREATE OR REPLACE VIEW product_views AS
SELECT
  tenant_id, event_id, product_id, product_name, category, session_id,
  customer_id, viewed_at
FROM product_views_store FINAL
WHERE deleted = 0
SETTINGS do_not_merge_across_partitions_select_final = 1;
