import { dateTime64, decimal, float64, int64, uint64 } from './columns';

describe('columns', () => {
  it('keeps all 64 bits', () => {
    expect(uint64().parse('18446744073709551615')).toBe(2n ** 64n - 1n);
    expect(int64().parse('-9223372036854775808')).toBe(-(2n ** 63n));
    expect(dateTime64().parse('1700000000123456789')).toBe(
      1_700_000_000_123_456_789n,
    );
    expect(decimal().parse('12345678901234567.89')).toBe(
      '12345678901234567.89',
    );
  });

  it('takes narrower integers, which ClickHouse does not quote', () => {
    expect(uint64().parse(7)).toBe(7n);
    expect(int64().parse(-7)).toBe(-7n);
  });

  it('has no number where ClickHouse has none', () => {
    expect(float64().parse(1.5)).toBe(1.5);
    expect(float64().parse(null)).toBeUndefined();
  });

  it.each([
    [uint64(), -1, 'expected an unsigned integer'],
    [uint64(), '-1', 'expected an unsigned integer'],
    [int64(), 1.5, 'expected an integer'],
    [int64(), '', 'expected an integer'],
    [int64(), null, 'expected an integer'],
    [float64(), '1.5', 'expected a number'],
    [decimal(), 1.5, 'expected a decimal'],
    [
      dateTime64(),
      '2023-11-14 22:13:20.123456789',
      'expected nanoseconds since 1970; select toUnixTimestamp64Nano(column)',
    ],
  ])('says what it expected', (schema, value, message) => {
    expect(schema.safeParse(value).error?.issues).toEqual([
      expect.objectContaining({ message }),
    ]);
  });
});
