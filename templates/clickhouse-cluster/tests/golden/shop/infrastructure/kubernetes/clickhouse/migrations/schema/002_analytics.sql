-- The tables that the template analytics-etl fills and the dashboards read, for
-- a replicated cluster. Its service finds them here and makes none of its own.

-- Which migrations the service has applied: each replica has to know.
CREATE TABLE IF NOT EXISTS etl_migrations ON CLUSTER '{cluster}' (
  name String,
  checksum String,
  statements UInt32,
  applied_at DateTime64(3, 'UTC') DEFAULT now64(3)
) ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}', statements)
ORDER BY name;

CREATE TABLE IF NOT EXISTS etl_epochs ON CLUSTER '{cluster}' (
  pipeline LowCardinality(String),
  epoch UInt32,
  taken_at DateTime64(3, 'UTC') DEFAULT now64(3)
) ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}', taken_at)
ORDER BY (pipeline, epoch);

CREATE TABLE IF NOT EXISTS etl_watermarks ON CLUSTER '{cluster}' (
  pipeline LowCardinality(String),
  table_name LowCardinality(String),
  relation LowCardinality(String),
  updated_at DateTime64(6, 'UTC'),
  id UUID,
  version UInt64
) ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}', version)
ORDER BY (pipeline, table_name, relation);

CREATE TABLE IF NOT EXISTS etl_tables_store ON CLUSTER '{cluster}' (
  pipeline LowCardinality(String),
  table_name LowCardinality(String),
  up_to DateTime64(3, 'UTC'),
  last_success_at DateTime64(3, 'UTC'),
  last_run_at DateTime64(3, 'UTC'),
  rows UInt64,
  duration_ms UInt64,
  error String,
  updated_at DateTime64(3, 'UTC') DEFAULT now64(3),
  version UInt64
) ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}', version)
ORDER BY (pipeline, table_name);

CREATE TABLE IF NOT EXISTS etl_runs_store ON CLUSTER '{cluster}' (
  pipeline LowCardinality(String),
  run_id UUID,
  trigger LowCardinality(String),
  status LowCardinality(String),
  started_at DateTime64(3, 'UTC'),
  finished_at DateTime64(3, 'UTC'),
  rows UInt64,
  failure String
) ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}', finished_at)
PARTITION BY toYYYYMM(started_at)
ORDER BY (pipeline, started_at, run_id)
TTL toDateTime(started_at) + INTERVAL 90 DAY;

CREATE OR REPLACE VIEW etl_tables ON CLUSTER '{cluster}' AS
SELECT
  pipeline,
  table_name,
  up_to,
  last_success_at,
  last_run_at,
  toFloat64(dateDiff('millisecond', up_to, now64(3))) / 1000 AS lag_seconds,
  rows,
  duration_ms,
  error,
  updated_at
FROM etl_tables_store FINAL;

CREATE OR REPLACE VIEW etl_runs ON CLUSTER '{cluster}' AS
SELECT pipeline, run_id, trigger, status, started_at, finished_at, rows, failure
FROM etl_runs_store FINAL;

CREATE TABLE IF NOT EXISTS orders_store ON CLUSTER '{cluster}' (
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
) ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}', version)
PARTITION BY toYYYYMM(created_at)
ORDER BY (tenant_id, day, order_id);

CREATE TABLE IF NOT EXISTS order_items_store ON CLUSTER '{cluster}' (
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
) ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}', version)
PARTITION BY toYYYYMM(created_at)
ORDER BY (tenant_id, day, order_id, order_item_id);

CREATE TABLE IF NOT EXISTS events_store ON CLUSTER '{cluster}' (
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
) ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}', version)
PARTITION BY toYYYYMM(occurred_at)
ORDER BY (tenant_id, day, event_id)
TTL toDateTime(occurred_at) + INTERVAL 400 DAY;

CREATE TABLE IF NOT EXISTS product_views_store ON CLUSTER '{cluster}' (
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
) ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}', version)
PARTITION BY toYYYYMM(viewed_at)
ORDER BY (tenant_id, day, event_id)
TTL toDateTime(viewed_at) + INTERVAL 400 DAY;

CREATE MATERIALIZED VIEW IF NOT EXISTS product_views_fill ON CLUSTER '{cluster}' TO product_views_store AS
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

CREATE OR REPLACE VIEW orders_analytics ON CLUSTER '{cluster}' AS
SELECT
  tenant_id, order_id, order_number, status, customer_id, currency, total,
  delivery_cost, delivery_method, delivery_city, items, units, payment_status,
  created_at, updated_at
FROM orders_store FINAL
WHERE deleted = 0
SETTINGS do_not_merge_across_partitions_select_final = 1;

CREATE OR REPLACE VIEW order_items_analytics ON CLUSTER '{cluster}' AS
SELECT
  tenant_id, order_item_id, order_id, order_status, customer_id, product_id,
  product_name, sku, category, quantity_ordered, quantity_sold, unit_price,
  revenue, currency, created_at, updated_at
FROM order_items_store FINAL
WHERE deleted = 0
SETTINGS do_not_merge_across_partitions_select_final = 1;

CREATE OR REPLACE VIEW events ON CLUSTER '{cluster}' AS
SELECT
  tenant_id, event_id, type, session_id, customer_id, product_id, page, query,
  occurred_at
FROM events_store FINAL
WHERE deleted = 0
SETTINGS do_not_merge_across_partitions_select_final = 1;

CREATE OR REPLACE VIEW product_views ON CLUSTER '{cluster}' AS
SELECT
  tenant_id, event_id, product_id, product_name, category, session_id,
  customer_id, viewed_at
FROM product_views_store FINAL
WHERE deleted = 0
SETTINGS do_not_merge_across_partitions_select_final = 1;

CREATE TABLE IF NOT EXISTS order_days ON CLUSTER '{cluster}' (
  tenant_id LowCardinality(String),
  day Date,
  touched_at DateTime64(6, 'UTC')
) ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}', touched_at)
ORDER BY (tenant_id, day);

CREATE MATERIALIZED VIEW IF NOT EXISTS order_days_of_orders ON CLUSTER '{cluster}' TO order_days AS
SELECT tenant_id, toDate(created_at, 'Europe/Kyiv') AS day, now64(6) AS touched_at
FROM orders_store
GROUP BY tenant_id, day;

CREATE MATERIALIZED VIEW IF NOT EXISTS order_days_of_items ON CLUSTER '{cluster}' TO order_days AS
SELECT tenant_id, toDate(created_at, 'Europe/Kyiv') AS day, now64(6) AS touched_at
FROM order_items_store
GROUP BY tenant_id, day;

CREATE TABLE IF NOT EXISTS view_days ON CLUSTER '{cluster}' (
  tenant_id LowCardinality(String),
  day Date,
  touched_at DateTime64(6, 'UTC')
) ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}', touched_at)
ORDER BY (tenant_id, day);

CREATE MATERIALIZED VIEW IF NOT EXISTS view_days_of_views ON CLUSTER '{cluster}' TO view_days AS
SELECT tenant_id, toDate(viewed_at, 'Europe/Kyiv') AS day, now64(6) AS touched_at
FROM product_views_store
GROUP BY tenant_id, day;

CREATE TABLE IF NOT EXISTS sales_daily_store ON CLUSTER '{cluster}' (
  tenant_id LowCardinality(String),
  day Date,
  currency LowCardinality(String),
  category LowCardinality(String),
  orders UInt64,
  units UInt64,
  revenue Decimal(38, 2),
  customers UInt64,
  computed_at DateTime64(6, 'UTC')
) ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}', computed_at)
PARTITION BY toYear(day)
ORDER BY (tenant_id, day, currency, category);

CREATE MATERIALIZED VIEW IF NOT EXISTS sales_daily_refresh ON CLUSTER '{cluster}'
REFRESH EVERY 1 HOUR APPEND TO sales_daily_store AS
WITH dirty AS (
  SELECT touched.tenant_id AS tenant_id, touched.day AS day
  FROM (SELECT tenant_id, day, max(touched_at) AS touched_at FROM order_days GROUP BY tenant_id, day) AS touched
  LEFT JOIN (SELECT tenant_id, day, max(computed_at) AS computed_at FROM sales_daily_store GROUP BY tenant_id, day) AS done
    ON done.tenant_id = touched.tenant_id AND done.day = touched.day
  WHERE touched.touched_at > subtractMinutes(done.computed_at, 10)
)
SELECT
  tenant_id, day, currency, category,
  sum(part_orders) AS orders,
  sum(part_units) AS units,
  sum(part_revenue) AS revenue,
  sum(part_customers) AS customers,
  now64(6) AS computed_at
FROM (
  SELECT
    tenant_id, day, currency, category,
    uniqExact(order_id) AS part_orders,
    sum(quantity_sold) AS part_units,
    CAST(sum(order_items_store.revenue) AS Decimal(38, 2)) AS part_revenue,
    uniqExact(customer_id) AS part_customers
  FROM order_items_store FINAL
  WHERE deleted = 0 AND order_status != 'cancelled'
    AND (tenant_id, day) IN (SELECT tenant_id, day FROM dirty)
  GROUP BY tenant_id, day, currency, category
  UNION ALL
  SELECT
    tenant_id, day, currency, category,
    toUInt64(0), toUInt64(0), CAST(0 AS Decimal(38, 2)), toUInt64(0)
  FROM sales_daily_store FINAL
  WHERE (tenant_id, day) IN (SELECT tenant_id, day FROM dirty)
)
GROUP BY tenant_id, day, currency, category;

CREATE OR REPLACE VIEW sales_daily ON CLUSTER '{cluster}' AS
SELECT tenant_id, day, currency, category, orders, units, revenue, customers
FROM sales_daily_store FINAL
WHERE orders > 0;

CREATE TABLE IF NOT EXISTS product_performance_store ON CLUSTER '{cluster}' (
  tenant_id LowCardinality(String),
  day Date,
  product_id UUID,
  product_name String,
  category LowCardinality(String),
  currency LowCardinality(String),
  views UInt64,
  units UInt64,
  orders UInt64,
  revenue Decimal(38, 2),
  computed_at DateTime64(6, 'UTC')
) ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}', computed_at)
PARTITION BY toYear(day)
ORDER BY (tenant_id, day, product_id, currency);

CREATE MATERIALIZED VIEW IF NOT EXISTS product_performance_refresh ON CLUSTER '{cluster}'
REFRESH EVERY 1 HOUR APPEND TO product_performance_store AS
WITH dirty AS (
  SELECT touched.tenant_id AS tenant_id, touched.day AS day
  FROM (
    SELECT tenant_id, day, max(touched_at) AS touched_at
    FROM (SELECT * FROM order_days UNION ALL SELECT * FROM view_days)
    GROUP BY tenant_id, day
  ) AS touched
  LEFT JOIN (SELECT tenant_id, day, max(computed_at) AS computed_at FROM product_performance_store GROUP BY tenant_id, day) AS done
    ON done.tenant_id = touched.tenant_id AND done.day = touched.day
  WHERE touched.touched_at > subtractMinutes(done.computed_at, 10)
)
SELECT
  tenant_id, day, product_id,
  max(part_name) AS product_name,
  max(part_category) AS category,
  currency,
  sum(part_views) AS views,
  sum(part_units) AS units,
  sum(part_orders) AS orders,
  sum(part_revenue) AS revenue,
  now64(6) AS computed_at
FROM (
  SELECT
    tenant_id, day, product_id, currency,
    max(product_name) AS part_name,
    max(toString(category)) AS part_category,
    toUInt64(0) AS part_views,
    sum(quantity_sold) AS part_units,
    uniqExact(order_id) AS part_orders,
    CAST(sum(order_items_store.revenue) AS Decimal(38, 2)) AS part_revenue
  FROM order_items_store FINAL
  WHERE deleted = 0 AND order_status != 'cancelled'
    AND (tenant_id, day) IN (SELECT tenant_id, day FROM dirty)
  GROUP BY tenant_id, day, product_id, currency
  UNION ALL
  SELECT
    tenant_id, day, product_id, currency,
    max(product_name), max(toString(category)), count(),
    toUInt64(0), toUInt64(0), CAST(0 AS Decimal(38, 2))
  FROM product_views_store FINAL
  WHERE deleted = 0 AND day >= today() - 390
    AND (tenant_id, day) IN (SELECT tenant_id, day FROM dirty)
  GROUP BY tenant_id, day, product_id, currency
  UNION ALL
  SELECT
    tenant_id, day, product_id, currency,
    if(day < today() - 390, product_name, ''),
    if(day < today() - 390, toString(category), ''),
    if(day < today() - 390, views, 0),
    toUInt64(0), toUInt64(0), CAST(0 AS Decimal(38, 2))
  FROM product_performance_store FINAL
  WHERE (tenant_id, day) IN (SELECT tenant_id, day FROM dirty)
)
GROUP BY tenant_id, day, product_id, currency;

CREATE OR REPLACE VIEW product_performance ON CLUSTER '{cluster}' AS
SELECT
  tenant_id, day, product_id, product_name, category, currency, views, units,
  orders, revenue
FROM product_performance_store FINAL
WHERE views > 0 OR orders > 0;

CREATE TABLE IF NOT EXISTS customer_cohorts_store ON CLUSTER '{cluster}' (
  tenant_id LowCardinality(String),
  cohort Date,
  months_since UInt16,
  currency LowCardinality(String),
  customers UInt64,
  orders UInt64,
  revenue Decimal(38, 2),
  computed_at DateTime64(6, 'UTC')
) ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}', computed_at)
ORDER BY (tenant_id, cohort, months_since, currency);

CREATE MATERIALIZED VIEW IF NOT EXISTS customer_cohorts_refresh ON CLUSTER '{cluster}'
REFRESH EVERY 1 HOUR APPEND TO customer_cohorts_store AS
WITH counted AS (
  SELECT
    tenant_id, customer_id, currency,
    toStartOfMonth(day) AS month,
    count() AS month_orders,
    sum(total - delivery_cost) AS month_revenue
  FROM orders_store FINAL
  WHERE deleted = 0 AND status != 'cancelled'
  GROUP BY tenant_id, customer_id, currency, month
), firsts AS (
  SELECT tenant_id, customer_id, min(month) AS first_month
  FROM counted
  GROUP BY tenant_id, customer_id
)
SELECT
  tenant_id, cohort, months_since, currency,
  sum(part_customers) AS customers,
  sum(part_orders) AS orders,
  sum(part_revenue) AS revenue,
  now64(6) AS computed_at
FROM (
  SELECT
    counted.tenant_id AS tenant_id,
    firsts.first_month AS cohort,
    toUInt16(dateDiff('month', firsts.first_month, counted.month)) AS months_since,
    counted.currency AS currency,
    uniqExact(counted.customer_id) AS part_customers,
    sum(counted.month_orders) AS part_orders,
    CAST(sum(counted.month_revenue) AS Decimal(38, 2)) AS part_revenue
  FROM counted
  INNER JOIN firsts ON firsts.tenant_id = counted.tenant_id AND firsts.customer_id = counted.customer_id
  GROUP BY tenant_id, cohort, months_since, currency
  UNION ALL
  SELECT
    tenant_id, cohort, months_since, currency,
    toUInt64(0), toUInt64(0), CAST(0 AS Decimal(38, 2))
  FROM customer_cohorts_store FINAL
)
GROUP BY tenant_id, cohort, months_since, currency;

CREATE OR REPLACE VIEW customer_cohorts ON CLUSTER '{cluster}' AS
SELECT tenant_id, cohort, months_since, customers, orders, revenue, currency
FROM customer_cohorts_store FINAL
WHERE orders > 0;

CREATE TABLE IF NOT EXISTS orders_feed ON CLUSTER '{cluster}' (
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

CREATE MATERIALIZED VIEW IF NOT EXISTS orders_fill ON CLUSTER '{cluster}' TO orders_store AS
SELECT
  tenant_id, order_id, order_number, status, customer_id, currency,
  reinterpret(total, 'Decimal(18, 2)') AS total,
  reinterpret(delivery_cost, 'Decimal(18, 2)') AS delivery_cost,
  delivery_method, delivery_city, items, units, payment_status, created_at,
  updated_at, checksum, version
FROM orders_feed;

CREATE TABLE IF NOT EXISTS order_items_feed ON CLUSTER '{cluster}' (
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

CREATE MATERIALIZED VIEW IF NOT EXISTS order_items_fill ON CLUSTER '{cluster}' TO order_items_store AS
SELECT
  tenant_id, order_item_id, order_id, order_status, customer_id, product_id,
  product_name, sku, category,
  quantity AS quantity_ordered,
  if(order_status = 'cancelled', 0, quantity) AS quantity_sold,
  reinterpret(order_items_feed.unit_price, 'Decimal(18, 2)') AS unit_price,
  reinterpret(if(order_status = 'cancelled', 0, total), 'Decimal(18, 2)') AS revenue,
  currency, created_at, updated_at, checksum, version
FROM order_items_feed;

CREATE TABLE IF NOT EXISTS events_feed ON CLUSTER '{cluster}' (
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

CREATE MATERIALIZED VIEW IF NOT EXISTS events_fill ON CLUSTER '{cluster}' TO events_store AS
SELECT
  tenant_id, event_id, type, session_id, customer_id, product_id, product_name,
  category, currency, page, query, occurred_at, updated_at, checksum, version
FROM events_feed;

-- A month that nobody wrote to for a minute becomes one part: readers merge nothing.

ALTER TABLE orders_store ON CLUSTER '{cluster}' MODIFY SETTING min_age_to_force_merge_seconds = 60, min_age_to_force_merge_on_partition_only = 1;

ALTER TABLE order_items_store ON CLUSTER '{cluster}' MODIFY SETTING min_age_to_force_merge_seconds = 60, min_age_to_force_merge_on_partition_only = 1;

ALTER TABLE events_store ON CLUSTER '{cluster}' MODIFY SETTING min_age_to_force_merge_seconds = 60, min_age_to_force_merge_on_partition_only = 1;

ALTER TABLE product_views_store ON CLUSTER '{cluster}' MODIFY SETTING min_age_to_force_merge_seconds = 60, min_age_to_force_merge_on_partition_only = 1;

ALTER TABLE order_items_store ON CLUSTER '{cluster}' MODIFY COLUMN product_name LowCardinality(String);

CREATE OR REPLACE VIEW order_items_analytics ON CLUSTER '{cluster}' AS
SELECT
  tenant_id, order_item_id, order_id, order_status, customer_id, product_id,
  product_name, sku, category, quantity_ordered, quantity_sold, unit_price,
  revenue, currency, created_at, updated_at
FROM order_items_store FINAL
WHERE deleted = 0
SETTINGS do_not_merge_across_partitions_select_final = 1;

-- How long orders, their lines and the roll-ups stay is a setting of the service
-- (ETL_KEEP_YEARS). It writes it here and gives it to these tables as their TTL
-- when it starts. Roll-ups go after these years, and orders a year later, a whole
-- month at a time: whatever a roll-up shows can be computed anew.

CREATE TABLE IF NOT EXISTS etl_kept ON CLUSTER '{cluster}' (
  years UInt16,
  set_at DateTime64(3, 'UTC') DEFAULT now64(3)
) ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}', set_at)
ORDER BY tuple();

-- The first day that roll-ups show.
CREATE OR REPLACE VIEW kept_from ON CLUSTER '{cluster}' AS
SELECT subtractYears(toStartOfMonth(today()), if(count() = 0, 15, argMax(years, set_at))) AS day
FROM etl_kept;

-- Customers who ordered before that day. Their first order goes one day, and they
-- would come into a later cohort than theirs, so they are in none.
CREATE TABLE IF NOT EXISTS former_customers ON CLUSTER '{cluster}' (
  tenant_id LowCardinality(String),
  customer_id UUID,
  noted_at DateTime64(3, 'UTC')
) ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}', noted_at)
ORDER BY (tenant_id, customer_id);

-- Orders that are as old as that when they come may go at once.
CREATE MATERIALIZED VIEW IF NOT EXISTS former_customers_of_orders ON CLUSTER '{cluster}' TO former_customers AS
SELECT tenant_id, customer_id, now64(3) AS noted_at
FROM orders_store
WHERE deleted = 0 AND status != 'cancelled'
  AND created_at < toDateTime64((SELECT day FROM kept_from), 3, 'Europe/Kyiv')
GROUP BY tenant_id, customer_id;

CREATE MATERIALIZED VIEW IF NOT EXISTS former_customers_refresh ON CLUSTER '{cluster}'
REFRESH EVERY 1 HOUR APPEND TO former_customers AS
SELECT tenant_id, customer_id, now64(3) AS noted_at
FROM orders_store FINAL
WHERE deleted = 0 AND status != 'cancelled'
  AND created_at < toDateTime64((SELECT day FROM kept_from), 3, 'Europe/Kyiv')
  AND (tenant_id, customer_id) NOT IN (SELECT tenant_id, customer_id FROM former_customers)
GROUP BY tenant_id, customer_id;

-- A day that roll-ups do not show any more is not computed: its rows would go and
-- come with each refresh.

ALTER TABLE sales_daily_refresh ON CLUSTER '{cluster}' MODIFY QUERY
WITH dirty AS (
  SELECT touched.tenant_id AS tenant_id, touched.day AS day
  FROM (SELECT tenant_id, day, max(touched_at) AS touched_at FROM order_days GROUP BY tenant_id, day) AS touched
  LEFT JOIN (SELECT tenant_id, day, max(computed_at) AS computed_at FROM sales_daily_store GROUP BY tenant_id, day) AS done
    ON done.tenant_id = touched.tenant_id AND done.day = touched.day
  WHERE touched.touched_at > subtractMinutes(done.computed_at, 10)
    AND touched.day >= (SELECT day FROM kept_from)
)
SELECT
  tenant_id, day, currency, category,
  sum(part_orders) AS orders,
  sum(part_units) AS units,
  sum(part_revenue) AS revenue,
  sum(part_customers) AS customers,
  now64(6) AS computed_at
FROM (
  SELECT
    tenant_id, day, currency, category,
    uniqExact(order_id) AS part_orders,
    sum(quantity_sold) AS part_units,
    CAST(sum(order_items_store.revenue) AS Decimal(38, 2)) AS part_revenue,
    uniqExact(customer_id) AS part_customers
  FROM order_items_store FINAL
  WHERE deleted = 0 AND order_status != 'cancelled'
    AND (tenant_id, day) IN (SELECT tenant_id, day FROM dirty)
  GROUP BY tenant_id, day, currency, category
  UNION ALL
  SELECT
    tenant_id, day, currency, category,
    toUInt64(0), toUInt64(0), CAST(0 AS Decimal(38, 2)), toUInt64(0)
  FROM sales_daily_store FINAL
  WHERE (tenant_id, day) IN (SELECT tenant_id, day FROM dirty)
)
GROUP BY tenant_id, day, currency, category;

ALTER TABLE product_performance_refresh ON CLUSTER '{cluster}' MODIFY QUERY
WITH dirty AS (
  SELECT touched.tenant_id AS tenant_id, touched.day AS day
  FROM (
    SELECT tenant_id, day, max(touched_at) AS touched_at
    FROM (SELECT * FROM order_days UNION ALL SELECT * FROM view_days)
    GROUP BY tenant_id, day
  ) AS touched
  LEFT JOIN (SELECT tenant_id, day, max(computed_at) AS computed_at FROM product_performance_store GROUP BY tenant_id, day) AS done
    ON done.tenant_id = touched.tenant_id AND done.day = touched.day
  WHERE touched.touched_at > subtractMinutes(done.computed_at, 10)
    AND touched.day >= (SELECT day FROM kept_from)
)
SELECT
  tenant_id, day, product_id,
  max(part_name) AS product_name,
  max(part_category) AS category,
  currency,
  sum(part_views) AS views,
  sum(part_units) AS units,
  sum(part_orders) AS orders,
  sum(part_revenue) AS revenue,
  now64(6) AS computed_at
FROM (
  SELECT
    tenant_id, day, product_id, currency,
    max(product_name) AS part_name,
    max(toString(category)) AS part_category,
    toUInt64(0) AS part_views,
    sum(quantity_sold) AS part_units,
    uniqExact(order_id) AS part_orders,
    CAST(sum(order_items_store.revenue) AS Decimal(38, 2)) AS part_revenue
  FROM order_items_store FINAL
  WHERE deleted = 0 AND order_status != 'cancelled'
    AND (tenant_id, day) IN (SELECT tenant_id, day FROM dirty)
  GROUP BY tenant_id, day, product_id, currency
  UNION ALL
  SELECT
    tenant_id, day, product_id, currency,
    max(product_name), max(toString(category)), count(),
    toUInt64(0), toUInt64(0), CAST(0 AS Decimal(38, 2))
  FROM product_views_store FINAL
  WHERE deleted = 0 AND day >= today() - 390
    AND (tenant_id, day) IN (SELECT tenant_id, day FROM dirty)
  GROUP BY tenant_id, day, product_id, currency
  UNION ALL
  SELECT
    tenant_id, day, product_id, currency,
    if(day < today() - 390, product_name, ''),
    if(day < today() - 390, toString(category), ''),
    if(day < today() - 390, views, 0),
    toUInt64(0), toUInt64(0), CAST(0 AS Decimal(38, 2))
  FROM product_performance_store FINAL
  WHERE (tenant_id, day) IN (SELECT tenant_id, day FROM dirty)
)
GROUP BY tenant_id, day, product_id, currency;

ALTER TABLE customer_cohorts_refresh ON CLUSTER '{cluster}' MODIFY QUERY
WITH counted AS (
  SELECT
    tenant_id, customer_id, currency,
    toStartOfMonth(day) AS month,
    count() AS month_orders,
    sum(total - delivery_cost) AS month_revenue
  FROM orders_store FINAL
  WHERE deleted = 0 AND status != 'cancelled'
    AND (tenant_id, customer_id) NOT IN (SELECT tenant_id, customer_id FROM former_customers)
  GROUP BY tenant_id, customer_id, currency, month
), firsts AS (
  SELECT tenant_id, customer_id, min(month) AS first_month
  FROM counted
  GROUP BY tenant_id, customer_id
)
SELECT
  tenant_id, cohort, months_since, currency,
  sum(part_customers) AS customers,
  sum(part_orders) AS orders,
  sum(part_revenue) AS revenue,
  now64(6) AS computed_at
FROM (
  SELECT
    counted.tenant_id AS tenant_id,
    firsts.first_month AS cohort,
    toUInt16(dateDiff('month', firsts.first_month, counted.month)) AS months_since,
    counted.currency AS currency,
    uniqExact(counted.customer_id) AS part_customers,
    sum(counted.month_orders) AS part_orders,
    CAST(sum(counted.month_revenue) AS Decimal(38, 2)) AS part_revenue
  FROM counted
  INNER JOIN firsts ON firsts.tenant_id = counted.tenant_id AND firsts.customer_id = counted.customer_id
  GROUP BY tenant_id, cohort, months_since, currency
  UNION ALL
  SELECT
    tenant_id, cohort, months_since, currency,
    toUInt64(0), toUInt64(0), CAST(0 AS Decimal(38, 2))
  FROM customer_cohorts_store FINAL
)
GROUP BY tenant_id, cohort, months_since, currency;

-- A month of orders goes as a whole, without being written anew.

ALTER TABLE orders_store ON CLUSTER '{cluster}' MODIFY SETTING ttl_only_drop_parts = 1;

ALTER TABLE order_items_store ON CLUSTER '{cluster}' MODIFY SETTING ttl_only_drop_parts = 1;
