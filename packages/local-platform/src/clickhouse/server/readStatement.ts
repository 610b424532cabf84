import { ClickHouseException } from './errors';
import { RequestBody } from './RequestBody';
import { MAX_QUERY_SIZE } from './settings';
import { parseStatement, Statement } from './statement';

export type StatementWithData = {
  /** Its texts hold one byte per character, so that places in them are places in the bytes. */
  statement: Statement;
  /** What stands behind an INSERT. */
  data: AsyncIterable<Buffer>;
};

/**
 * The statement of a request: what the URL has and the body, one behind the
 * other. The data of an INSERT may begin in either and is never held as a whole.
 */
export async function readStatement(
  query: string | undefined,
  body: RequestBody | undefined,
): Promise<StatementWithData> {
  const given = Buffer.from(query === undefined ? '' : `${query}\n`);
  const early = findInsert(given, body);
  if (early) {
    return early;
  }
  const head = await body?.head(MAX_QUERY_SIZE);
  const text = Buffer.concat([given, head?.bytes ?? Buffer.alloc(0)]);
  const insert = findInsert(text, body);
  if (insert) {
    return insert;
  }
  if (head?.isWhole === false || text.length > 2 * MAX_QUERY_SIZE) {
    throw ClickHouseException.of(
      'SYNTAX_ERROR',
      `Syntax error: Max query size exceeded (${MAX_QUERY_SIZE} bytes).`,
    );
  }
  const statement = parseStatement(text.toString('latin1'));
  if (!statement) {
    throw ClickHouseException.of('SYNTAX_ERROR', 'Syntax error: Empty query.');
  }
  return { statement, data: nothing() };
}

function findInsert(
  text: Buffer,
  body: RequestBody | undefined,
): StatementWithData | undefined {
  if (!/^\W*(?:--|#|\/\*|insert\b)/i.test(text.toString('latin1', 0, 1024))) {
    return undefined;
  }
  const statement = parseStatement(text.toString('latin1'));
  return statement?.dataStart === undefined
    ? undefined
    : { statement, data: join(text.subarray(statement.dataStart), body) };
}

async function* join(
  first: Buffer,
  body: RequestBody | undefined,
): AsyncGenerator<Buffer, void> {
  if (first.length > 0) {
    yield first;
  }
  if (body) {
    yield* body.rest();
  }
}

async function* nothing(): AsyncGenerator<Buffer, void> {}

/** The text that a statement with one byte per character stands for. */
export function toText(bytes: string): string {
  return Buffer.from(bytes, 'latin1').toString();
}
