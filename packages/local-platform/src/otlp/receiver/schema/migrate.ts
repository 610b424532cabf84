import { z } from 'zod';
import { ClickHouse } from '../ClickHouse';
import { metricTables } from './metrics';
import {
  spansByTimeTable,
  spansByTraceTable,
  traceTimesTable,
  tracesTable,
  viewsOfTraces,
} from './traces';
import { TableDefinition } from './types';

/** The first version whose text indexes are ready for use. */
const TEXT_INDEXES_SINCE = [26, 2];

export type Retention = {
  /** How many days rows stay; 0 keeps them for ever. */
  tracesDays: number;
  metricsDays: number;
};

const versionSchema = z.object({ version: z.string() });
const columnSchema = z.object({ name: z.string() });
const engineSchema = z.object({ engine_full: z.string() });

/**
 * Brings the tables to what the receiver writes: makes what is missing, adds
 * missing columns and indexes, and changes the time to live. What is more stays.
 */
export async function migrate(
  clickhouse: ClickHouse,
  retention: Retention,
): Promise<void> {
  const textIndexes = await hasTextIndexes(clickhouse);
  const tables: [TableDefinition, number][] = [
    [tracesTable(textIndexes), retention.tracesDays],
    [traceTimesTable, retention.tracesDays],
    [spansByTraceTable, retention.tracesDays],
    [spansByTimeTable, retention.tracesDays],
    ...metricTables.map((table): [TableDefinition, number] => [
      table,
      retention.metricsDays,
    ]),
  ];
  for (const [table, days] of tables) {
    await clickhouse.command(createStatement(table, days));
    await addMissingColumns(clickhouse, table);
    await changeRetention(clickhouse, table, days);
  }
  for (const { name, into, select } of viewsOfTraces) {
    await clickhouse.command(
      `CREATE MATERIALIZED VIEW IF NOT EXISTS ${name} TO ${into} AS ${select}`,
    );
  }
}

/** The statement that makes a table. */
export function createStatement(table: TableDefinition, days: number): string {
  const parts = [
    ...Object.entries(table.columns).map(
      ([name, type]) => `  \`${name}\` ${type}`,
    ),
    ...Object.entries(table.indexes).map(
      ([name, definition]) => `  INDEX ${name} ${definition}`,
    ),
  ];
  return [
    `CREATE TABLE IF NOT EXISTS ${table.name} (`,
    parts.join(',\n'),
    `) ENGINE = ${table.engine}`,
    `PARTITION BY ${table.partitionBy}`,
    table.primaryKey && `PRIMARY KEY ${table.primaryKey}`,
    `ORDER BY ${table.orderBy}`,
    days > 0 && `TTL ${ttl(table, days)}`,
    `SETTINGS ${settings(table)}`,
  ]
    .filter(Boolean)
    .join('\n');
}

function settings(table: TableDefinition): string {
  return [
    `index_granularity = ${table.indexGranularity ?? 8192}`,
    table.compressBlockSize &&
      `min_compress_block_size = ${table.compressBlockSize}`,
    'ttl_only_drop_parts = 1',
  ]
    .filter(Boolean)
    .join(', ');
}

function ttl(table: TableDefinition, days: number): string {
  return `${table.ttlTime} + toIntervalDay(${days})`;
}

async function hasTextIndexes(clickhouse: ClickHouse): Promise<boolean> {
  const [{ version }] = await clickhouse.query(
    'SELECT version() AS version',
    versionSchema,
  );
  const [major, minor] = version.split('.').map(Number);
  const [wantedMajor, wantedMinor] = TEXT_INDEXES_SINCE;
  return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);
}

async function addMissingColumns(
  clickhouse: ClickHouse,
  table: TableDefinition,
): Promise<void> {
  const present = new Set(
    (
      await clickhouse.query(
        `SELECT name FROM system.columns WHERE database = currentDatabase() AND table = '${table.name}'`,
        columnSchema,
      )
    ).map(({ name }) => name),
  );
  for (const [name, type] of Object.entries(table.columns)) {
    if (!present.has(name)) {
      await clickhouse.command(
        `ALTER TABLE ${table.name} ADD COLUMN IF NOT EXISTS \`${name}\` ${type}`,
      );
    }
  }
}

/** Changes the time to live only where it differs: ClickHouse works through all parts for it. */
async function changeRetention(
  clickhouse: ClickHouse,
  table: TableDefinition,
  days: number,
): Promise<void> {
  const [found] = await clickhouse.query(
    `SELECT engine_full FROM system.tables WHERE database = currentDatabase() AND name = '${table.name}'`,
    engineSchema,
  );
  const present = / TTL (.+?) SETTINGS /.exec(found?.engine_full ?? '')?.[1];
  if (days > 0 && present !== ttl(table, days)) {
    await clickhouse.command(
      `ALTER TABLE ${table.name} MODIFY TTL ${ttl(table, days)}`,
    );
  } else if (days === 0 && present !== undefined) {
    await clickhouse.command(`ALTER TABLE ${table.name} REMOVE TTL`);
  }
}
