import { CustomErrorBase } from '@backstage/errors';

/**
 * Why a query failed, for callers that act on it:
 *
 * - `timeout`, `memory`, `too-much-data`: the query hit one of its limits and has to be narrowed
 * - `unknown-table`, `unknown-column`: the schema is another one than the query expects
 * - `access-denied`: the server does not know our credentials or does not grant them enough
 * - `invalid-row`: a row does not look as the caller's schema promises
 * - `cancelled`: somebody else stopped the query on the server
 * - `refused`: everything else, such as a syntax error; a fault of ours
 *
 * @public
 */
export type ClickHouseQueryErrorKind =
  | 'timeout'
  | 'memory'
  | 'too-much-data'
  | 'unknown-table'
  | 'unknown-column'
  | 'access-denied'
  | 'invalid-row'
  | 'cancelled'
  | 'refused';

const LIMIT_KINDS: readonly ClickHouseQueryErrorKind[] = [
  'timeout',
  'memory',
  'too-much-data',
];

const UNPROCESSABLE = 422;
const INTERNAL = 500;

/**
 * What a failed query says of itself.
 *
 * @public
 */
export interface ClickHouseQueryErrorOptions {
  /** Why it failed. */
  kind: ClickHouseQueryErrorKind;
  /** The name of the connection. */
  connection: string;
  /** What the query is called in the server's log. */
  queryId: string;
  /** ClickHouse's number of the error, such as 60. */
  code?: number;
  /** ClickHouse's name of the error, such as `UNKNOWN_TABLE`. */
  type?: string;
}

/**
 * ClickHouse answered, and the answer was that the query failed. The message never holds values
 * of parameters or credentials.
 *
 * Backstage answers 422 when a limit was hit, because the person can narrow the question, and
 * 500 otherwise.
 *
 * @public
 */
export class ClickHouseQueryError extends CustomErrorBase {
  /** The name by which errors are told apart. */
  name = 'ClickHouseQueryError' as const;

  /** Why it failed. */
  readonly kind: ClickHouseQueryErrorKind;
  /** The name of the connection in the configuration. */
  readonly connection: string;
  /** Finds the query in `system.query_log`. */
  readonly queryId: string;
  /** ClickHouse's number of the error, undefined when the fault was found on this side. */
  readonly code: number | undefined;
  /** ClickHouse's name of the error, undefined when the fault was found on this side. */
  readonly type: string | undefined;
  /** What Backstage answers over HTTP. */
  readonly statusCode: number;

  constructor(message: string, options: ClickHouseQueryErrorOptions) {
    super(message);
    this.kind = options.kind;
    this.connection = options.connection;
    this.queryId = options.queryId;
    this.code = options.code;
    this.type = options.type;
    this.statusCode = LIMIT_KINDS.includes(options.kind)
      ? UNPROCESSABLE
      : INTERNAL;
  }
}
