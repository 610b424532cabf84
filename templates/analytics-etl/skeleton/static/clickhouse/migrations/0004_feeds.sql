-- What the pipeline sends. Text is read as it comes and made LowCardinality a
-- whole column at a time: reading it value by value takes most of the time of an
-- insert. Amounts come as PostgreSQL has them, in hundredths, which are also the
-- digits of a Decimal(18, 2): none is lost, and none is computed. Nothing is kept
-- here, and an insert is acknowledged when its rows are in the table behind.

CREATE TABLE IF NOT EXISTS orders_feed (
  tenant_id String,
  order_id UUID,
  order_number String,
  status String,
  customer_id UUID,
  currency String,
  total Int64,
  delivery_cost Int64,
  delivery_method String,
  delivery_city String,
  items UInt32,
  units UInt32,
  payment_status String,
  created_at DateTime64(3, 'UTC'),
  updated_at DateTime64(6, 'UTC'),
  checksum Int64,
  version UInt64
) ENGINE = Null;

CREATE MATERIALIZED VIEW IF NOT EXISTS orders_fill TO orders_store AS
SELECT
  tenant_id, order_id, order_number, status, customer_id, currency,
  reinterpret(total, 'Decimal(18, 2)') AS total,
  reinterpret(delivery_cost, 'Decimal(18, 2)') AS delivery_cost,
  delivery_method, delivery_city, items, units, payment_status, created_at,
  updated_at, checksum, version
FROM orders_feed;

CREATE TABLE IF NOT EXISTS order_items_feed (
  tenant_id String,
  order_item_id UUID,
  order_id UUID,
  order_status String,
  customer_id UUID,
  product_id UUID,
  product_name String,
  sku String,
  category String,
  quantity UInt32,
  unit_price Int64,
  total Int64,
  currency String,
  created_at DateTime64(3, 'UTC'),
  updated_at DateTime64(6, 'UTC'),
  checksum Int64,
  version UInt64
) ENGINE = Null;

-- Nothing of a cancelled order was sold.
CREATE MATERIALIZED VIEW IF NOT EXISTS order_items_fill TO order_items_store AS
SELECT
  tenant_id, order_item_id, order_id, order_status, customer_id, product_id,
  product_name, sku, category,
  quantity AS quantity_ordered,
  if(order_status = 'cancelled', 0, quantity) AS quantity_sold,
  reinterpret(order_items_feed.unit_price, 'Decimal(18, 2)') AS unit_price,
  reinterpret(if(order_status = 'cancelled', 0, total), 'Decimal(18, 2)') AS revenue,
  currency, created_at, updated_at, checksum, version
FROM order_items_feed;

CREATE TABLE IF NOT EXISTS events_feed (
  tenant_id String,
  event_id UUID,
  type String,
  session_id Nullable(UUID),
  customer_id Nullable(UUID),
  product_id Nullable(UUID),
  product_name String,
  category String,
  currency String,
  page String,
  query String,
  occurred_at DateTime64(3, 'UTC'),
  updated_at DateTime64(6, 'UTC'),
  checksum Int64,
  version UInt64
) ENGINE = Null;

CREATE MATERIALIZED VIEW IF NOT EXISTS events_fill TO events_store AS
SELECT
  tenant_id, event_id, type, session_id, customer_id, product_id, product_name,
  category, currency, page, query, occurred_at, updated_at, checksum, version
FROM events_feed;
