// A process that copies what is streamed and nothing else: it is there to be killed.
import { ClickHouse } from '../../src/clickhouse/ClickHouse.ts';
import { loadConfig } from '../../src/config.ts';
import { Etl } from '../../src/etl/Etl.ts';
import { EtlMetrics } from '../../src/etl/EtlMetrics.ts';
import { createLogger } from '../../src/logger.ts';
import { Follower } from '../../src/replication/Follower.ts';
import { Tracer } from '../../src/tracing/index.ts';

const { replication, database, clickhouse, etl, logLevel } = loadConfig(
  process.env,
);
if (!replication) {
  throw new Error('ETL_SOURCE has to be replication');
}
const metrics = new EtlMetrics();
const logger = createLogger(logLevel);
const shared = { source: database, tracer: new Tracer(), logger, metrics };
const follower = new Follower({
  ...shared,
  ...replication,
  batchRows: etl.batchRows,
  recentDays: etl.reconcileDays,
  etl: new Etl({ ...etl, ...shared, clickhouse: new ClickHouse(clickhouse) }),
  askForRun: () => {},
});
await follower.start();
// The follower's own timers rest; this process stays until it is killed.
setInterval(() => {}, 1000);
