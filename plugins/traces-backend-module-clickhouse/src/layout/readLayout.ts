import { ServiceUnavailableError } from '@backstage/errors';
import {
  sql,
  type ClickHouseConnection,
  type Sql,
} from '@shop-platform/backstage-plugin-clickhouse-node';
import { z } from 'zod';
import { readMetricTable } from '../metrics/metricTables';
import { type SourceConfig } from '../readSourceConfig';
import { readBackwards } from './readBackwards';
import { readCompleteSince } from './readCompleteSince';
import { readDensity } from './readDensity';
import { type TableLayout } from './types';
import { whereAllowed } from './whereAllowed';

const REQUIRED_COLUMNS = [
  'Timestamp',
  'TraceId',
  'SpanId',
  'ParentSpanId',
  'SpanName',
  'SpanKind',
  'ServiceName',
  'ResourceAttributes',
  'SpanAttributes',
  'Duration',
  'StatusCode',
  'StatusMessage',
  'Events.Timestamp',
  'Events.Name',
  'Events.Attributes',
  'Links.TraceId',
  'Links.SpanId',
  'Links.Attributes',
];
const TRACE_TIME_COLUMNS = ['TraceId', 'Start', 'End'];
const BY_TRACE_COLUMNS = [
  'TraceId',
  'Timestamp',
  'SpanId',
  'ParentSpanId',
  'ServiceName',
  'SpanName',
  'StatusCode',
  'Duration',
];

const BY_TIME_COLUMNS = [
  'Timestamp',
  'TraceId',
  'ServiceName',
  'SpanName',
  'StatusCode',
  'Duration',
];

const columnSchema = z.object({
  table: z.string(),
  name: z.string(),
  type: z.string(),
  expression: z.string(),
});
const indexSchema = z.object({
  expression: z.string(),
  definition: z.string(),
});

type Column = z.infer<typeof columnSchema>;
type Index = z.infer<typeof indexSchema>;
type Options = { signal: AbortSignal };

function databaseOf({ database }: SourceConfig): Sql {
  return database ? sql.string(database) : sql`currentDatabase()`;
}

async function readColumns(
  connection: ClickHouseConnection,
  source: SourceConfig,
  { signal }: Options,
): Promise<Column[]> {
  const tables = [
    source.table,
    source.traceIdTable,
    source.byTraceTable,
    source.byTimeTable,
    source.gaugeTable,
    source.sumTable,
  ];
  const { rows } = await connection.query(
    sql`SELECT table, name, type, default_expression AS expression
      FROM system.columns
      WHERE database = ${databaseOf(source)} AND table IN ${sql.strings(
      tables,
    )}`,
    { schema: columnSchema, signal },
  );
  return rows;
}

async function readIndexes(
  connection: ClickHouseConnection,
  source: SourceConfig,
  { signal }: Options,
): Promise<Index[]> {
  return whereAllowed(async () => {
    const { rows } = await connection.query(
      sql`SELECT expr AS expression, type_full AS definition
        FROM system.data_skipping_indices
        WHERE database = ${databaseOf(source)}
          AND table = ${sql.string(source.table)} AND type = 'text'`,
      { schema: indexSchema, signal },
    );
    return rows;
  }, []);
}

function nameOf(source: SourceConfig, table: string): Sql {
  return source.database
    ? sql.identifier(source.database, table)
    : sql.identifier(table);
}

function isItems(name: string, columns: Column[], indexes: Index[]): boolean {
  const column = columns.find(each => each.name === name);
  // Others build such a column too, with other characters between key and value.
  return (
    column !== undefined &&
    /concat\([^']*'='[^']*\)/.test(column.expression) &&
    indexes.some(
      index =>
        // The server puts the alias's expression in place of its name.
        [name, column.expression].includes(index.expression) &&
        /tokenizer\s*=\s*'?array/.test(index.definition),
    )
  );
}

function assertReadable(source: SourceConfig, columns: Column[]): void {
  const table = `'${source.table}' (ClickHouse connection '${source.connection}')`;
  if (columns.length === 0) {
    throw new ServiceUnavailableError(
      `There is no table ${table}. Send traces to it with the OpenTelemetry Collector's ClickHouse exporter, or correct the names under traces.sources`,
    );
  }
  const names = columns.map(({ name }) => name);
  const missing = REQUIRED_COLUMNS.filter(name => !names.includes(name));
  if (missing.length > 0) {
    throw new ServiceUnavailableError(
      `The table ${table} is not one of the OpenTelemetry Collector: it has no ${missing.join(
        ', ',
      )}`,
    );
  }
  const attributes = columns.find(({ name }) => name === 'SpanAttributes');
  if (!attributes?.type.startsWith('Map(')) {
    throw new ServiceUnavailableError(
      `The table ${table} keeps attributes as ${attributes?.type}. Only maps can be read: turn "json" off in the exporter`,
    );
  }
}

/** Looks at the tables of a source. */
export async function readLayout(
  connection: ClickHouseConnection,
  source: SourceConfig,
  options: Options,
): Promise<TableLayout> {
  const database = databaseOf(source);
  const { table, byTimeTable } = source;
  const [columns, indexes, density, since, backwards] = await Promise.all([
    readColumns(connection, source, options),
    readIndexes(connection, source, options),
    readDensity(connection, { database, table }, options),
    readCompleteSince(
      connection,
      { database, table, copy: byTimeTable },
      options,
    ),
    readBackwards(connection, { database, table, copy: byTimeTable }, options),
  ]);
  const columnsOf = (name: string) =>
    columns.filter(column => column.table === name);
  const optional = (given: string, required: string[]) => {
    const names = columnsOf(given).map(({ name }) => name);
    return required.every(name => names.includes(name))
      ? nameOf(source, given)
      : undefined;
  };
  const spans = columnsOf(table);
  assertReadable(source, spans);

  const byTime = optional(byTimeTable, BY_TIME_COLUMNS);

  return {
    spans: nameOf(source, table),
    traceTimes: optional(source.traceIdTable, TRACE_TIME_COLUMNS),
    byTrace: optional(source.byTraceTable, BY_TRACE_COLUMNS),
    byTime:
      byTime && since !== undefined ? { table: byTime, since } : undefined,
    backwards,
    density,
    hasScope: ['ScopeName', 'ScopeVersion'].every(name =>
      spans.some(column => column.name === name),
    ),
    items: {
      span: isItems('SpanAttributeItems', spans, indexes),
      resource: isItems('ResourceAttributeItems', spans, indexes),
    },
    metrics: [source.gaugeTable, source.sumTable].flatMap(name =>
      readMetricTable(nameOf(source, name), columnsOf(name)),
    ),
  };
}
