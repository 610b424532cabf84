-- How long orders, their lines and the roll-ups stay is a setting of the service
-- (ETL_KEEP_YEARS). It writes it here and gives it to these tables as their TTL
-- when it starts. Roll-ups go after these years, and orders a year later, a whole
-- month at a time: whatever a roll-up shows can be computed anew.

CREATE TABLE IF NOT EXISTS etl_kept (
  years UInt16,
  set_at DateTime64(3, 'UTC') DEFAULT now64(3)
) ENGINE = ReplacingMergeTree(set_at)
ORDER BY tuple();

-- The first day that roll-ups show.
CREATE OR REPLACE VIEW kept_from AS
SELECT subtractYears(toStartOfMonth(today()), if(count() = 0, 15, argMax(years, set_at))) AS day
FROM etl_kept;

-- Customers who ordered before that day. Their first order goes one day, and they
-- would come into a later cohort than theirs, so they are in none.
CREATE TABLE IF NOT EXISTS former_customers (
  tenant_id LowCardinality(String),
  customer_id UUID,
  noted_at DateTime64(3, 'UTC')
) ENGINE = ReplacingMergeTree(noted_at)
ORDER BY (tenant_id, customer_id);

-- Orders that are as old as that when they come may go at once.
CREATE MATERIALIZED VIEW IF NOT EXISTS former_customers_of_orders TO former_customers AS
SELECT tenant_id, customer_id, now64(3) AS noted_at
FROM orders_store
WHERE deleted = 0 AND status != 'cancelled'
  AND created_at < toDateTime64((SELECT day FROM kept_from), 3, 'Europe/Kyiv')
GROUP BY tenant_id, customer_id;

CREATE MATERIALIZED VIEW IF NOT EXISTS former_customers_refresh
REFRESH EVERY 1 HOUR APPEND TO former_customers AS
SELECT tenant_id, customer_id, now64(3) AS noted_at
FROM orders_store FINAL
WHERE deleted = 0 AND status != 'cancelled'
  AND created_at < toDateTime64((SELECT day FROM kept_from), 3, 'Europe/Kyiv')
  AND (tenant_id, customer_id) NOT IN (SELECT tenant_id, customer_id FROM former_customers)
GROUP BY tenant_id, customer_id;

-- A day that roll-ups do not show any more is not computed: its rows would go and
-- come with each refresh.

ALTER TABLE sales_daily_refresh MODIFY QUERY
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

ALTER TABLE product_performance_refresh MODIFY QUERY
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

ALTER TABLE customer_cohorts_refresh MODIFY QUERY
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

ALTER TABLE orders_store MODIFY SETTING ttl_only_drop_parts = 1;

ALTER TABLE order_items_store MODIFY SETTING ttl_only_drop_parts = 1;
