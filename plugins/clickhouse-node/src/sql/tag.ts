import { InputError } from '@backstage/errors';
import {
  bindBoolean,
  bindDate,
  bindDateTime64,
  bindFloat64,
  bindIdentifier,
  bindInteger,
  bindIntegers,
  bindString,
  bindStrings,
  type SqlInteger,
} from './parameters';
import { createSql, isSql, partsOf, type Sql, type SqlParameter } from './Sql';

/**
 * What may stand in a template: other SQL, bound values included.
 *
 * @public
 */
export type SqlValue = Sql;

/**
 * The tag that makes SQL, and the typed values that may stand in it.
 *
 * @public
 */
export interface SqlTag {
  /** Makes SQL of a template. Only values of the methods below and other SQL may stand in it. */
  (strings: TemplateStringsArray, ...values: SqlValue[]): Sql;

  /** Nothing, for a condition that does not apply. */
  readonly empty: Sql;

  /** Fragments with a separator between them; empty ones are left out. */
  join(fragments: readonly Sql[], separator: Sql): Sql;

  /**
   * A name of a database, table or column, quoted by the server: `sql.identifier('db', 'table')`.
   * It protects the syntax, not the data: names that come from a person need an allow list.
   */
  identifier(...path: [string, ...string[]]): Sql;

  /** A `String`, whatever characters it holds. */
  string(value: string): Sql;
  /** An `Array(String)`, as for `IN` and `hasAny`. */
  strings(values: readonly string[]): Sql;
  /** A `UInt64`, as for `LIMIT`. */
  uint64(value: SqlInteger): Sql;
  /** An `Array(UInt64)`. */
  uint64s(values: readonly SqlInteger[]): Sql;
  /** An `Int64`. */
  int64(value: SqlInteger): Sql;
  /** A `Float64`; NaN and the infinities are refused. */
  float64(value: number): Sql;
  /** A `Bool`. */
  boolean(value: boolean): Sql;
  /** A `Date` from text such as `2026-11-22`. */
  date(value: string): Sql;
  /**
   * A `DateTime64` in UTC from nanoseconds since 1970, because a JavaScript date would lose
   * all below the millisecond. `precision` is the number of decimals kept, 9 by default.
   */
  dateTime64(nanoseconds: bigint, precision?: number): Sql;
}

const PLACEHOLDER = /\{\s*\w+\s*:/;

function literal(text: string | undefined): string {
  if (text === undefined) {
    throw new InputError(
      'The SQL holds an escape that JavaScript does not know',
    );
  }
  if (PLACEHOLDER.test(text)) {
    throw new InputError(
      'The SQL names a parameter by hand; put the value into the template instead: sql`… ${sql.string(value)}`',
    );
  }
  return text;
}

// A call such as sql('SELECT …') carries a plain string; a real template is a frozen list with its raw texts.
function isTemplate(strings: unknown): strings is TemplateStringsArray {
  return (
    Array.isArray(strings) &&
    Object.isFrozen(strings) &&
    'raw' in strings &&
    Array.isArray(strings.raw)
  );
}

function tag(strings: TemplateStringsArray, ...values: SqlValue[]): Sql {
  if (!isTemplate(strings) || values.length !== strings.length - 1) {
    throw new InputError('sql is a template tag: write sql`…`, not sql(…)');
  }
  const parts = strings.flatMap((text, index) => {
    if (index >= values.length) {
      return [literal(text)];
    }
    const value = values[index];
    if (!isSql(value)) {
      throw new InputError(
        `Value ${
          index + 1
        } of the SQL is not bound: wrap it, as in sql.string(value) or sql.uint64(value)`,
      );
    }
    return [literal(text), ...partsOf(value)];
  });
  return createSql(parts);
}

function join(fragments: readonly Sql[], separator: Sql): Sql {
  const present = fragments.filter(fragment => !fragment.isEmpty);
  return createSql(
    present.flatMap((fragment, index) =>
      index === 0
        ? partsOf(fragment)
        : [...partsOf(separator), ...partsOf(fragment)],
    ),
  );
}

function bound(parameter: SqlParameter): Sql {
  return createSql([parameter]);
}

/**
 * Makes SQL in which every value is bound by the server.
 *
 * @example
 * ```ts
 * sql`SELECT name FROM orders WHERE id = ${sql.uint64(id)}`;
 * ```
 *
 * @public
 */
export const sql: SqlTag = Object.assign(tag, {
  empty: createSql([]),
  join,
  identifier: (...path: [string, ...string[]]) =>
    join(
      path.map(name => bound(bindIdentifier(name))),
      createSql(['.']),
    ),
  string: (value: string) => bound(bindString(value)),
  strings: (values: readonly string[]) => bound(bindStrings(values)),
  uint64: (value: SqlInteger) => bound(bindInteger('UInt64', value)),
  uint64s: (values: readonly SqlInteger[]) =>
    bound(bindIntegers('UInt64', values)),
  int64: (value: SqlInteger) => bound(bindInteger('Int64', value)),
  float64: (value: number) => bound(bindFloat64(value)),
  boolean: (value: boolean) => bound(bindBoolean(value)),
  date: (value: string) => bound(bindDate(value)),
  dateTime64: (nanoseconds: bigint, precision?: number) =>
    bound(bindDateTime64(nanoseconds, precision)),
});
