-- What the pipeline remembers. A row with a higher version takes the place of
-- one with a lower; versions grow over kills, restarts and changes of the clock.

CREATE TABLE IF NOT EXISTS etl_epochs (
  pipeline LowCardinality(String),
  epoch UInt32,
  taken_at DateTime64(3, 'UTC') DEFAULT now64(3)
) ENGINE = ReplacingMergeTree(taken_at)
ORDER BY (pipeline, epoch);

-- How far each source table has been read for each target table.
CREATE TABLE IF NOT EXISTS etl_watermarks (
  pipeline LowCardinality(String),
  table_name LowCardinality(String),
  relation LowCardinality(String),
  updated_at DateTime64(6, 'UTC'),
  id UUID,
  version UInt64
) ENGINE = ReplacingMergeTree(version)
ORDER BY (pipeline, table_name, relation);

CREATE TABLE IF NOT EXISTS etl_tables_store (
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
) ENGINE = ReplacingMergeTree(version)
ORDER BY (pipeline, table_name);

CREATE TABLE IF NOT EXISTS etl_runs_store (
  pipeline LowCardinality(String),
  run_id UUID,
  trigger LowCardinality(String),
  status LowCardinality(String),
  started_at DateTime64(3, 'UTC'),
  finished_at DateTime64(3, 'UTC'),
  rows UInt64,
  failure String
) ENGINE = ReplacingMergeTree(finished_at)
PARTITION BY toYYYYMM(started_at)
ORDER BY (pipeline, started_at, run_id)
TTL toDateTime(started_at) + INTERVAL 90 DAY;

CREATE OR REPLACE VIEW etl_tables AS
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

CREATE OR REPLACE VIEW etl_runs AS
SELECT pipeline, run_id, trigger, status, started_at, finished_at, rows, failure
FROM etl_runs_store FINAL;
