import { compileSql, type Sql } from './Sql';
import { sql } from './tag';

/** Calls the tag as JavaScript would, where no compiler stands in the way. */
function callUnchecked(...args: unknown[]): unknown {
  return Reflect.apply(sql, undefined, args);
}

/** Makes a template's list of strings, as the runtime hands it to a tag. */
function template(
  strings: TemplateStringsArray,
  ..._values: number[]
): TemplateStringsArray {
  return strings;
}

describe('sql', () => {
  it('numbers parameters across nested fragments', () => {
    const service = sql`ServiceName = ${sql.string('payments')}`;
    const conditions = sql.join(
      [service, sql.empty, sql`Duration > ${sql.uint64(2n ** 64n - 1n)}`],
      sql` AND `,
    );

    expect(
      compileSql(
        sql`SELECT ${sql.identifier(
          'TraceId',
        )} FROM otel_traces WHERE ${conditions} LIMIT ${sql.uint64(10)}`,
      ),
    ).toEqual({
      text: 'SELECT {p0: Identifier} FROM otel_traces WHERE ServiceName = {p1: String} AND Duration > {p2: UInt64} LIMIT {p3: UInt64}',
      parameters: {
        p0: 'TraceId',
        p1: 'payments',
        p2: '18446744073709551615',
        p3: '10',
      },
    });
  });

  it('uses a fragment as often as it is put in', () => {
    const bound = sql.string('x');

    expect(compileSql(sql`SELECT ${bound}, ${bound}`)).toEqual({
      text: 'SELECT {p0: String}, {p1: String}',
      parameters: { p0: 'x', p1: 'x' },
    });
  });

  it('joins nothing to nothing', () => {
    expect(sql.join([sql.empty, sql``], sql` AND `).isEmpty).toBe(true);
    expect(sql`WHERE ${sql.empty}`.isEmpty).toBe(false);
    expect(sql.string('').isEmpty).toBe(false);
  });

  it('quotes each part of a path by itself', () => {
    expect(
      compileSql(sql`SELECT * FROM ${sql.identifier('shop', 'a.b`c')}`),
    ).toEqual({
      text: 'SELECT * FROM {p0: Identifier}.{p1: Identifier}',
      parameters: { p0: 'shop', p1: 'a.b`c' },
    });
  });

  it.each<[string, () => unknown]>([
    ['a plain string instead of a template', () => callUnchecked('SELECT 1')],
    ['a list that is no template', () => callUnchecked(['SELECT 1'])],
    [
      'a bare string as value',
      () => callUnchecked(template`SELECT ${0}`, '1; DROP TABLE orders --'),
    ],
    ['a bare number as value', () => callUnchecked(template`SELECT ${0}`, 1)],
    [
      'an object that looks like SQL',
      () => callUnchecked(template`SELECT ${0}`, { parts: ['1'] }),
    ],
    [
      'an object with the prototype of SQL',
      () =>
        callUnchecked(
          template`SELECT ${0}`,
          Object.create(Object.getPrototypeOf(sql.empty)),
        ),
    ],
    ['a missing value', () => callUnchecked(template`SELECT ${0}`)],
    ['a parameter by hand', () => sql`SELECT {p0: String}`],
  ])('refuses %s', (_, make) => {
    expect(make).toThrow(expect.objectContaining({ name: 'InputError' }));
  });

  it('leaves SQL that only looks like a parameter alone', () => {
    const { text } = compileSql(sql`SELECT map('a', 1), '{"a"}', '\\d{2}'`);

    expect(text).toBe(`SELECT map('a', 1), '{"a"}', '\\d{2}'`);
  });

  it.each<[string, () => Sql]>([
    ['a negative UInt64', () => sql.uint64(-1)],
    ['a UInt64 above 64 bits', () => sql.uint64(2n ** 64n)],
    ['an Int64 above 63 bits', () => sql.int64(2n ** 63n)],
    ['an Int64 below 63 bits', () => sql.int64(-(2n ** 63n) - 1n)],
    ['a number that is not exact', () => sql.uint64(2 ** 53)],
    ['a fraction', () => sql.int64(1.5)],
    ['text that is no number', () => sql.uint64('secret-value')],
    ['text with a number in it', () => sql.uint64('1 OR 1')],
    ['a number in another notation', () => sql.uint64('0x10')],
    ['NaN', () => sql.float64(NaN)],
    ['infinity', () => sql.float64(-Infinity)],
    ['a lone surrogate', () => sql.string('secret-value\ud800')],
    ['an empty name', () => sql.identifier('')],
    ['a name with NUL', () => sql.identifier('a\0b')],
    ['a name with a quote', () => sql.identifier("a'b")],
    ['a name with a backslash', () => sql.identifier('shop', 'a\\b')],
    ['a day that does not exist', () => sql.date('2026-02-30')],
    ['a day in another form', () => sql.date('22.11.2026')],
    ['a time before DateTime64', () => sql.dateTime64(-(2n ** 62n))],
    ['a time after DateTime64', () => sql.dateTime64(2n ** 63n)],
    ['a precision above nanoseconds', () => sql.dateTime64(0n, 10)],
  ])('refuses %s without repeating it', (_, make) => {
    expect(make).toThrow(
      expect.objectContaining({
        name: 'InputError',
        message: expect.not.stringContaining('secret-value'),
      }),
    );
  });

  it.each([
    [1_700_000_000_123_456_789n, 9, '2023-11-14 22:13:20.123456789'],
    [1_700_000_000_123_456_789n, 6, '2023-11-14 22:13:20.123456'],
    [1_700_000_000_123_456_789n, 0, '2023-11-14 22:13:20'],
    [-1n, 9, '1969-12-31 23:59:59.999999999'],
    [-2_208_988_800_000_000_000n, 9, '1900-01-01 00:00:00.000000000'],
    [2n ** 63n - 1n, 9, '2262-04-11 23:47:16.854775807'],
  ])('writes %d with %d decimals', (nanoseconds, precision, value) => {
    expect(compileSql(sql.dateTime64(nanoseconds, precision))).toEqual({
      text: `{p0: DateTime64(${precision}, 'UTC')}`,
      parameters: { p0: value },
    });
  });
});
