-- Roll-ups are exact although rows are sent again, changed and deleted: an
-- insert notes the days that it touches, and a refresh computes those days
-- anew. A day counts as touched until ten minutes after it was noted, because
-- the insert that noted it may have become visible later: no insert takes that
-- long. The pipeline asks for a refresh after each run; without it they catch
-- up by themselves. What a day no longer has is written with zeros.

CREATE TABLE IF NOT EXISTS order_days (
  tenant_id LowCardinality(String),
  day Date,
  touched_at DateTime64(6, 'UTC')
) ENGINE = ReplacingMergeTree(touched_at)
ORDER BY (tenant_id, day);

CREATE MATERIALIZED VIEW IF NOT EXISTS order_days_of_orders TO order_days AS
SELECT tenant_id, toDate(created_at, 'Europe/Kyiv') AS day, now64(6) AS touched_at
FROM orders_store
GROUP BY tenant_id, day;

CREATE MATERIALIZED VIEW IF NOT EXISTS order_days_of_items TO order_days AS
SELECT tenant_id, toDate(created_at, 'Europe/Kyiv') AS day, now64(6) AS touched_at
FROM order_items_store
GROUP BY tenant_id, day;

CREATE TABLE IF NOT EXISTS view_days (
  tenant_id LowCardinality(String),
  day Date,
  touched_at DateTime64(6, 'UTC')
) ENGINE = ReplacingMergeTree(touched_at)
ORDER BY (tenant_id, day);

CREATE MATERIALIZED VIEW IF NOT EXISTS view_days_of_views TO view_days AS
SELECT tenant_id, toDate(viewed_at, 'Europe/Kyiv') AS day, now64(6) AS touched_at
FROM product_views_store
GROUP BY tenant_id, day;

CREATE TABLE IF NOT EXISTS sales_daily_store (
  tenant_id LowCardinality(String),
  day Date,
  currency LowCardinality(String),
  category LowCardinality(String),
  orders UInt64,
  units UInt64,
  revenue Decimal(38, 2),
  customers UInt64,
  computed_at DateTime64(6, 'UTC')
) ENGINE = ReplacingMergeTree(computed_at)
PARTITION BY toYear(day)
ORDER BY (tenant_id, day, currency, category);

CREATE MATERIALIZED VIEW IF NOT EXISTS sales_daily_refresh
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

CREATE OR REPLACE VIEW sales_daily AS
SELECT tenant_id, day, currency, category, orders, units, revenue, customers
FROM sales_daily_store FINAL
WHERE orders > 0;

CREATE TABLE IF NOT EXISTS product_performance_store (
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
) ENGINE = ReplacingMergeTree(computed_at)
PARTITION BY toYear(day)
ORDER BY (tenant_id, day, product_id, currency);

-- Views older than their TTL cannot be counted again: their number stays.
CREATE MATERIALIZED VIEW IF NOT EXISTS product_performance_refresh
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

CREATE OR REPLACE VIEW product_performance AS
SELECT
  tenant_id, day, product_id, product_name, category, currency, views, units,
  orders, revenue
FROM product_performance_store FINAL
WHERE views > 0 OR orders > 0;

CREATE TABLE IF NOT EXISTS customer_cohorts_store (
  tenant_id LowCardinality(String),
  cohort Date,
  months_since UInt16,
  currency LowCardinality(String),
  customers UInt64,
  orders UInt64,
  revenue Decimal(38, 2),
  computed_at DateTime64(6, 'UTC')
) ENGINE = ReplacingMergeTree(computed_at)
ORDER BY (tenant_id, cohort, months_since, currency);

-- An order can move a customer into another cohort, and with them all their
-- later months, so cohorts are computed whole, from orders.
CREATE MATERIALIZED VIEW IF NOT EXISTS customer_cohorts_refresh
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

CREATE OR REPLACE VIEW customer_cohorts AS
SELECT tenant_id, cohort, months_since, customers, orders, revenue, currency
FROM customer_cohorts_store FINAL
WHERE orders > 0;
