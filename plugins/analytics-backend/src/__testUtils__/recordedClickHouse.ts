import { once } from 'node:events';
import {
  createServer,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { text } from 'node:stream/consumers';

/** A query as it comes to the server. */
export type Asked = {
  user: string;
  password: string;
  sql: string;
  settings: Record<string, string>;
};

/** Rows as `JSONEachRow`, a table as `JSONCompact`, or an exception. */
export type Answer =
  | { rows: object[] }
  | { columns: Record<string, string>; table: unknown[][] }
  | { status: number; code: number; message: string };

const SUMMARY =
  '{"read_rows":"3","read_bytes":"49","result_rows":"2","result_bytes":"1024","elapsed_ns":"7845198"}';

const tree = (...lines: string[]): Answer => ({
  rows: lines.map(explain => ({ explain })),
});
const grant = (table: string) => ({
  access_type: 'SELECT',
  database: 'shop',
  table,
  is_partial_revoke: 0,
  grant_option: 0,
});
const policy = (table: string) => ({
  database: 'shop',
  table,
  select_filter: "tenant_id = 'acme'",
  is_restrictive: 0,
  apply_to_all: 0,
  apply_to_list: ['acme'],
  apply_to_except: [],
});

const READONLY: Answer = {
  status: 500,
  code: 164,
  message:
    "Cannot modify 'max_execution_time' setting in readonly mode. (READONLY)",
};
const DENIED: Answer = {
  status: 403,
  code: 497,
  message:
    "acme: Not enough privileges. To execute this query, it's necessary to have the grant SELECT ON system.query_log. (ACCESS_DENIED)",
};

const UNKNOWN: Answer = {
  status: 500,
  code: 62,
  message: 'Nobody recorded this. (SYNTAX_ERROR)',
};

/**
 * What the engine of ClickHouse 26.7.2 answered with users in its file, by a part of the query;
 * `SELECT type FROM events` is what somebody writes.
 */
const RECORDED: [string, Answer][] = [
  ['SELECT currentUser()', { rows: [{ user: 'acme', database: 'shop' }] }],
  ['FROM system.role_grants', { rows: [] }],
  ['FROM system.grants', { rows: [grant('etl_tables'), grant('events')] }],
  ['FROM system.row_policies', { rows: [policy('events')] }],
  ['SELECT 1 SETTINGS max_execution_time', READONLY],
  ['SELECT 1 FROM system.', DENIED],
  ['SELECT 1 AS other FROM', { rows: [] }],
  [
    'EXPLAIN AST SELECT 1',
    tree(
      'SelectWithUnionQuery (children 1)',
      ' ExpressionList (children 1)',
      '  SelectQuery (children 2)',
      '   ExpressionList (children 1)',
      '    Literal UInt64_1',
      '   TablesInSelectQuery (children 1)',
      '    TablesInSelectQueryElement (children 1)',
      '     TableExpression (children 1)',
      '      TableIdentifier system.one',
    ),
  ],
  ['FROM system.one', { columns: { 'count()': 'UInt64' }, table: [['0']] }],
  [
    'EXPLAIN AST SELECT type FROM events',
    tree(
      'SelectWithUnionQuery (children 1)',
      ' ExpressionList (children 1)',
      '  SelectQuery (children 2)',
      '   ExpressionList (children 1)',
      '    Identifier type',
      '   TablesInSelectQuery (children 1)',
      '    TablesInSelectQueryElement (children 1)',
      '     TableExpression (children 1)',
      '      TableIdentifier events',
    ),
  ],
  [
    'EXPLAIN ESTIMATE',
    {
      columns: {
        database: 'String',
        table: 'String',
        parts: 'UInt64',
        rows: 'UInt64',
        marks: 'UInt64',
      },
      table: [['shop', 'events', '1', '3', '1']],
    },
  ],
  ['FROM etl_tables', { rows: [] }],
  [
    'SELECT type FROM events',
    { columns: { type: 'String' }, table: [['click'], ['view']] },
  ],
];

async function read(incoming: IncomingMessage): Promise<Asked> {
  const [, credentials = ''] = (incoming.headers.authorization ?? '').split(
    ' ',
  );
  const [user, password] = atob(credentials).split(':');
  const { searchParams } = new URL(incoming.url ?? '', 'http://server');
  return {
    user,
    password,
    sql: await text(incoming),
    settings: Object.fromEntries(searchParams),
  };
}

function bodyOf(answer: Exclude<Answer, { status: number }>): string {
  return 'rows' in answer
    ? answer.rows.map(row => `${JSON.stringify(row)}\n`).join('')
    : JSON.stringify({
        meta: Object.entries(answer.columns).map(([name, type]) => ({
          name,
          type,
        })),
        data: answer.table,
        rows: answer.table.length,
        statistics: { elapsed: 0.007845198, rows_read: 3, bytes_read: 49 },
      });
}

function send(out: ServerResponse, answer: Answer): void {
  if ('status' in answer) {
    const { status, code, message } = answer;
    out.writeHead(status, { 'x-clickhouse-exception-code': code });
    out.end(`Code: ${code}. DB::Exception: ${message} (version 26.7.2.1)\n`);
    return;
  }
  out.writeHead(200, { 'x-clickhouse-summary': SUMMARY });
  out.end(bodyOf(answer));
}

/** A server that answers what a ClickHouse with users once did, and notes who asked what. */
export async function startRecordedClickHouse() {
  const asked: Asked[] = [];
  // What it answers otherwise, the latest first.
  const changed: [(query: Asked) => boolean, Answer][] = [];
  const answerTo = (query: Asked): Answer =>
    changed.find(([isMeant]) => isMeant(query))?.[1] ??
    RECORDED.find(([part]) => query.sql.includes(part))?.[1] ??
    UNKNOWN;
  const server = createServer((incoming, out) => {
    read(incoming)
      .then(query => {
        asked.push(query);
        send(out, answerTo(query));
      })
      .catch(error => out.destroy(error));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) {
    throw new Error('The server has no port');
  }
  return {
    asked,
    /** From now on, those queries have another answer. */
    change(isMeant: (query: Asked) => boolean, answer: Answer) {
      changed.unshift([isMeant, answer]);
    },
    urlOf: (user: string) =>
      `http://${user}:secret-of-${user}@127.0.0.1:${address.port}/shop`,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
