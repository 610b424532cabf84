import { toError } from '@backstage/errors';

/** The codes of ClickHouse that this server gives on its own account. */
export const codes = {
  CANNOT_READ_ALL_DATA: 33,
  BAD_ARGUMENTS: 36,
  NOT_IMPLEMENTED: 48,
  SYNTAX_ERROR: 62,
  INCORRECT_DATA: 117,
  TOO_MANY_SIMULTANEOUS_QUERIES: 202,
  SOCKET_TIMEOUT: 209,
  QUERY_WITH_SAME_ID_IS_ALREADY_RUNNING: 216,
  ABORTED: 236,
  UNKNOWN_ROLE: 511,
  QUERY_WAS_CANCELLED: 394,
  ACCESS_DENIED: 497,
  AUTHENTICATION_FAILED: 516,
  UNKNOWN_EXCEPTION: 1002,
} as const;

export type CodeName = keyof typeof codes;

/** An exception as ClickHouse tells it: a number, a name and a message. */
export class ClickHouseException extends Error {
  readonly code: number;
  readonly type: string;

  constructor(message: string, code: number, type: string) {
    super(message);
    this.name = 'ClickHouseException';
    this.code = code;
    this.type = type;
  }

  static of(type: CodeName, message: string): ClickHouseException {
    return new ClickHouseException(message, codes[type], type);
  }

  /** The line that ClickHouse's clients parse. */
  format(version: string): string {
    return `Code: ${this.code}. DB::Exception: ${this.message} (${this.type}) (version ${version})\n`;
  }
}

const WHOLE =
  /^Code: (?<code>\d+)\. (?:DB::Exception: )?(?<message>[\s\S]*?)\s*\((?<type>[A-Z][A-Z0-9_]{2,})\)(?: \(version [^)]*\))?\.?\s*$/;

/** Reads an exception out of what the engine threw. */
export function toClickHouseException(thrown: unknown): ClickHouseException {
  if (thrown instanceof ClickHouseException) {
    return thrown;
  }
  const text = toError(thrown).message;
  const start = text.indexOf('Code: ');
  // The engine wraps what it threw while it read an insert's data in itself once more.
  let current = start < 0 ? text : text.slice(start);
  let found: ClickHouseException | undefined;
  for (;;) {
    const groups = WHOLE.exec(current)?.groups;
    if (!groups) {
      break;
    }
    found = new ClickHouseException(
      withoutPipes(groups.message),
      Number(groups.code),
      groups.type,
    );
    current = groups.message.replace(/\.$/, '');
  }
  return (
    found ?? ClickHouseException.of('UNKNOWN_EXCEPTION', withoutPipes(text))
  );
}

/** Takes out what only this server's way of handing data to the engine puts in. */
function withoutPipes(message: string): string {
  return message
    .replace(/\s*: \(in file\/uri [^)]*\)/g, '')
    .replace(/: While executing File\b/g, '')
    .replace(/: data for INSERT was parsed from file/g, '')
    .replace(
      / (?:INTO OUTFILE|FROM INFILE) '\/proc\/self\/cwd\/[^']*'[^/]*/g,
      '',
    )
    .replace(/ ?\/\*query_id:[^*]*\*\//g, '')
    .trim();
}

const BAD_REQUEST = new Set([
  'BAD_ARGUMENTS',
  'CANNOT_COMPILE_REGEXP',
  'CANNOT_PARSE_TEXT',
  'CANNOT_PARSE_ESCAPE_SEQUENCE',
  'CANNOT_PARSE_QUOTED_STRING',
  'CANNOT_PARSE_DATE',
  'CANNOT_PARSE_DATETIME',
  'CANNOT_PARSE_NUMBER',
  'CANNOT_PARSE_DOMAIN_VALUE_FROM_STRING',
  'CANNOT_PARSE_IPV4',
  'CANNOT_PARSE_IPV6',
  'CANNOT_PARSE_INPUT_ASSERTION_FAILED',
  'CANNOT_PARSE_UUID',
  'DUPLICATE_COLUMN',
  'ILLEGAL_COLUMN',
  'INCORRECT_DATA',
  'SYNTAX_ERROR',
  'THERE_IS_NO_COLUMN',
  'TOO_BIG_AST',
  'TOO_DEEP_AST',
  'TYPE_MISMATCH',
  'UNEXPECTED_AST_STRUCTURE',
  'UNKNOWN_ELEMENT_IN_AST',
  'UNKNOWN_TYPE_OF_AST_NODE',
  'VALUE_IS_OUT_OF_RANGE_OF_DATA_TYPE',
]);

const NOT_FOUND = new Set([
  'UNKNOWN_AGGREGATE_FUNCTION',
  'UNKNOWN_DATABASE',
  'UNKNOWN_DATABASE_ENGINE',
  'UNKNOWN_DIRECTION_OF_SORTING',
  'UNKNOWN_FORMAT',
  'UNKNOWN_FUNCTION',
  'UNKNOWN_IDENTIFIER',
  'UNKNOWN_ROLE',
  'UNKNOWN_SETTING',
  'UNKNOWN_STORAGE',
  'UNKNOWN_TABLE',
  'UNKNOWN_TYPE',
  'UNKNOWN_TYPE_OF_QUERY',
]);

const OTHER_STATUS: Record<string, number> = {
  ACCESS_DENIED: 403,
  AUTHENTICATION_FAILED: 403,
  CANNOT_OPEN_FILE: 503,
  CANNOT_SCHEDULE_TASK: 503,
  NOT_IMPLEMENTED: 501,
  QUERY_IS_TOO_LARGE: 413,
  SOCKET_TIMEOUT: 503,
  TIMEOUT_EXCEEDED: 408,
  TOO_MANY_SIMULTANEOUS_QUERIES: 503,
};

/** The HTTP status that a ClickHouse server answers an exception with. */
export function statusOf(exception: ClickHouseException): number {
  if (BAD_REQUEST.has(exception.type)) {
    return 400;
  }
  if (NOT_FOUND.has(exception.type)) {
    return 404;
  }
  return OTHER_STATUS[exception.type] ?? 500;
}
