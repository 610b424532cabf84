/**
 * What makes the tables, one step after the other. A step that was released is
 * not changed; each may run twice, because two replicas may start at once.
 */
export const migrations: { name: string; statements: string[] }[] = [
  {
    name: '0001_usage',
    statements: [
      // One row for each minute, place, service and resource: what is sampled
      // again takes the place of what was there.
      `CREATE TABLE IF NOT EXISTS platform_usage_store (
        tenant_id LowCardinality(String),
        sampled_at DateTime('UTC'),
        region LowCardinality(String),
        cluster LowCardinality(String),
        namespace LowCardinality(String),
        service LowCardinality(String),
        entity LowCardinality(String),
        preview LowCardinality(String),
        resource LowCardinality(String),
        used Decimal(38, 9),
        requested Decimal(38, 9),
        seconds UInt32,
        version DateTime64(3, 'UTC')
      ) ENGINE = ReplacingMergeTree(version)
      PARTITION BY toYYYYMM(sampled_at)
      ORDER BY (tenant_id, sampled_at, region, cluster, namespace, service, preview, resource)
      TTL sampled_at + INTERVAL 400 DAY`,
      // Whether each source answered in a minute; that it did outlasts that it did not.
      `CREATE TABLE IF NOT EXISTS platform_samples_store (
        tenant_id LowCardinality(String),
        sampled_at DateTime('UTC'),
        source LowCardinality(String),
        kind LowCardinality(String),
        region LowCardinality(String),
        status LowCardinality(String),
        reason String,
        answered UInt8
      ) ENGINE = ReplacingMergeTree(answered)
      PARTITION BY toYYYYMM(sampled_at)
      ORDER BY (tenant_id, source, sampled_at)
      TTL sampled_at + INTERVAL 400 DAY`,
      `CREATE TABLE IF NOT EXISTS platform_prices_store (
        region LowCardinality(String),
        resource LowCardinality(String),
        valid_from DateTime('UTC'),
        price Decimal(38, 12),
        unit LowCardinality(String),
        currency LowCardinality(String),
        source String,
        note String,
        assumption Bool,
        recorded_at DateTime64(3, 'UTC')
      ) ENGINE = ReplacingMergeTree(recorded_at)
      ORDER BY (region, resource, valid_from)`,
      // What readers see: each row once.
      `CREATE OR REPLACE VIEW platform_usage AS
      SELECT tenant_id, sampled_at, region, cluster, namespace, service, entity,
        preview, resource, used, requested, seconds
      FROM platform_usage_store FINAL
      SETTINGS do_not_merge_across_partitions_select_final = 1`,
      `CREATE OR REPLACE VIEW platform_samples AS
      SELECT tenant_id, sampled_at, source, kind, region, status, reason
      FROM platform_samples_store FINAL
      SETTINGS do_not_merge_across_partitions_select_final = 1`,
      `CREATE OR REPLACE VIEW platform_prices AS
      SELECT region, resource, valid_from, price, unit, currency, source, note, assumption
      FROM platform_prices_store FINAL`,
      // The price is the one that held at the time. What is reserved costs as
      // much as what is used. Usage without a price has no currency and no cost.
      `CREATE OR REPLACE VIEW platform_cost AS
      SELECT tenant_id, sampled_at, region, cluster, namespace, service, entity,
        preview, resource, used, requested, seconds, currency, price, price_valid_from,
        CAST(toDecimal256(greatest(used, requested), 9) * price_256 AS Decimal(76, 24)) / units AS cost,
        CAST(toDecimal256(used, 9) * price_256 AS Decimal(76, 24)) / units AS used_cost,
        cost - used_cost AS idle_cost
      FROM (
        SELECT usage.tenant_id AS tenant_id, usage.sampled_at AS sampled_at,
          usage.region AS region, usage.cluster AS cluster,
          usage.namespace AS namespace, usage.service AS service,
          usage.entity AS entity, usage.preview AS preview,
          usage.resource AS resource, usage.used AS used,
          usage.requested AS requested, usage.seconds AS seconds,
          prices.currency AS currency, prices.price AS price,
          prices.valid_from AS price_valid_from,
          toDecimal256(prices.price, 12) AS price_256,
          toDecimal256(multiIf(
            usage.resource = 'cpu_core_seconds', 3600,
            usage.resource = 'memory_byte_seconds', 3600 * 1073741824,
            730 * 3600 * 1073741824), 0) AS units
        FROM platform_usage AS usage
        ASOF LEFT JOIN platform_prices AS prices
          ON prices.region = usage.region AND prices.resource = usage.resource
          AND usage.sampled_at >= prices.valid_from
      )`,
    ],
  },
];
