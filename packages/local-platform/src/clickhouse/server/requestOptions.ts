import { randomUUID } from 'node:crypto';
import { IncomingMessage } from 'node:http';
import { ClickHouseException } from './errors';

/** What a request asks for besides its statement. */
export type RequestOptions = {
  /** The statement, or its beginning, where the URL has it. */
  query: string | undefined;
  queryId: string;
  database: string | undefined;
  defaultFormat: string;
  /** Settings for this statement alone. */
  settings: Record<string, string>;
  /** Values for `{name:Type}`, escaped as in TabSeparated, as the engine wants them. */
  parameters: Record<string, string>;
  /** Sends nothing before the statement has ended. */
  waitEndOfQuery: boolean;
  /** How much of a result is held back, so that an early error still gets its own status. */
  bufferSize: number;
  compressResponse: boolean;
  receiveTimeoutMs: number;
  sendTimeoutMs: number;
};

const DEFAULT_BUFFER_SIZE = 1024 * 1024;
const DEFAULT_TIMEOUT_SECONDS = 30;

/** Parameters of the interface itself; those that mean nothing here are taken and left alone. */
const OF_THE_INTERFACE = new Set([
  'query',
  'query_id',
  'database',
  'default_format',
  'user',
  'password',
  'quota_key',
  'wait_end_of_query',
  'buffer_size',
  'stacktrace',
  'client_protocol_version',
  'compress',
  'decompress',
  'role',
  'session_id',
  'session_check',
  'session_timeout',
  'close_session',
]);

/** Reads the parameters of the URL, or of a form, where everything unknown is a setting. */
export function parseRequestOptions(
  { headers, method }: Pick<IncomingMessage, 'headers' | 'method'>,
  given: URLSearchParams,
): RequestOptions {
  refuseUnsupported(given);
  const settings: Record<string, string> = {};
  const parameters: Record<string, string> = {};
  for (const [name, value] of given) {
    if (name.startsWith('param_')) {
      parameters[checkName(name.slice('param_'.length))] = value;
    } else if (!OF_THE_INTERFACE.has(name)) {
      settings[checkName(name)] = value;
    }
  }
  if (method === 'GET' && !isTrue(settings.readonly)) {
    settings.readonly = '2';
  }
  const header = (name: string) => {
    const value = headers[name];
    return typeof value === 'string' ? value : undefined;
  };
  return {
    query: given.getAll('query').join('') || undefined,
    queryId:
      given.get('query_id') || header('x-clickhouse-query-id') || randomUUID(),
    database:
      given.get('database') || header('x-clickhouse-database') || undefined,
    defaultFormat: checkName(
      given.get('default_format') ||
        header('x-clickhouse-format') ||
        'TabSeparated',
    ),
    settings,
    parameters,
    waitEndOfQuery:
      isTrue(given.get('wait_end_of_query')) ||
      isTrue(settings.http_wait_end_of_query),
    bufferSize: numberOr(
      DEFAULT_BUFFER_SIZE,
      given.get('buffer_size') ?? settings.http_response_buffer_size,
    ),
    compressResponse: isTrue(settings.enable_http_compression),
    receiveTimeoutMs: timeoutMs(settings.http_receive_timeout),
    sendTimeoutMs: timeoutMs(settings.http_send_timeout),
  };
}

function refuseUnsupported(given: URLSearchParams): void {
  if (given.has('session_id')) {
    throw ClickHouseException.of(
      'NOT_IMPLEMENTED',
      'HTTP sessions (session_id) are not supported by the embedded server: send settings with each request.',
    );
  }
  for (const name of ['compress', 'decompress']) {
    if (isTrue(given.get(name))) {
      throw ClickHouseException.of(
        'NOT_IMPLEMENTED',
        `The native compression (${name}=1) is not supported by the embedded server: use Content-Encoding or enable_http_compression.`,
      );
    }
  }
  const role = given.get('role');
  if (role !== null) {
    throw ClickHouseException.of(
      'UNKNOWN_ROLE',
      `There is no role \`${role}\` in the embedded server.`,
    );
  }
}

function checkName(name: string): string {
  if (!/^[A-Za-z_]\w*$/.test(name)) {
    throw ClickHouseException.of(
      'BAD_ARGUMENTS',
      `'${name}' is not a name of a setting, a format or a query parameter.`,
    );
  }
  return name;
}

function isTrue(value: string | null | undefined): boolean {
  return (
    value !== undefined && value !== null && /^(?:true|[1-9]\d*)$/i.test(value)
  );
}

function numberOr(fallback: number, value: string | null | undefined): number {
  return value !== undefined && value !== null && /^\d+$/.test(value)
    ? Number(value)
    : fallback;
}

/** Zero waits for ever, as in ClickHouse; Node's timers end at 2^31 ms. */
function timeoutMs(value: string | undefined): number {
  const seconds = Number(value ?? DEFAULT_TIMEOUT_SECONDS);
  return seconds > 0 ? Math.min(seconds * 1000, 0x7fffffff) : 0x7fffffff;
}
