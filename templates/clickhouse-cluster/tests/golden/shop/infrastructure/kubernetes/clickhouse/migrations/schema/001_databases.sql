-- The tables of the business, on the first shard.
CREATE DATABASE IF NOT EXISTS analytics ON CLUSTER '{cluster}';

-- Where traces are asked for, and where they lie: spread over all shards.
CREATE DATABASE IF NOT EXISTS otel ON CLUSTER '{cluster}';
CREATE DATABASE IF NOT EXISTS otel_shards ON CLUSTER 'all';

-- Jaeger makes its own tables; this database hands them to each replica.
CREATE DATABASE IF NOT EXISTS jaeger ON CLUSTER '{cluster}'
ENGINE = Replicated('/clickhouse/databases/jaeger', '{shard}', '{replica}');
