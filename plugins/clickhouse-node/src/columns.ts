import { z } from 'zod';

const DIGITS = /^\d{1,20}$/;
const SIGNED_DIGITS = /^-?\d{1,19}$/;
const DECIMAL = /^-?\d+(\.\d+)?$/;

// Columns of up to 32 bits come as numbers, so a schema survives a change of the column's width.
function integer(pattern: RegExp, description: string): z.ZodType<bigint> {
  return z.unknown().transform((value, context): bigint => {
    if (
      (typeof value === 'string' || Number.isSafeInteger(value)) &&
      pattern.test(String(value))
    ) {
      return BigInt(String(value));
    }
    context.addIssue({ code: 'custom', message: `expected ${description}` });
    return z.NEVER;
  });
}

/**
 * A column of type UInt64 (any unsigned integer), exact.
 *
 * @public
 */
export function uint64(): z.ZodType<bigint> {
  return integer(DIGITS, 'an unsigned integer');
}

/**
 * A column of type Int64 (any integer), exact.
 *
 * @public
 */
export function int64(): z.ZodType<bigint> {
  return integer(SIGNED_DIGITS, 'an integer');
}

/**
 * A time in nanoseconds since 1970 from `toUnixTimestamp64Nano(column)`. The text of a DateTime64
 * is refused: it names no time zone.
 *
 * @public
 */
export function dateTime64(): z.ZodType<bigint> {
  return integer(
    SIGNED_DIGITS,
    'nanoseconds since 1970; select toUnixTimestamp64Nano(column)',
  );
}

/**
 * A column of type Float64. ClickHouse's NaN and infinities, such as the average of no rows, are
 * `undefined`: JSON has no form for them, and a chart draws a gap.
 *
 * @public
 */
export function float64(): z.ZodType<number | undefined> {
  return z
    .union([z.number(), z.null()], { error: 'expected a number' })
    .transform(value => value ?? undefined);
}

/**
 * A column of type Decimal as its exact text, for amounts.
 *
 * @public
 */
export function decimal(): z.ZodType<string> {
  return z.string({ error: 'expected a decimal' }).regex(DECIMAL, {
    error: 'expected a decimal',
  });
}
