import { InputError } from '@backstage/errors';
import { type SqlParameter } from './Sql';

/**
 * A whole number; as text or bigint when it may be larger than 2^53.
 *
 * @public
 */
export type SqlInteger = bigint | number | string;

const INTEGER_RANGES = {
  UInt64: [0n, 2n ** 64n - 1n],
  Int64: [-(2n ** 63n), 2n ** 63n - 1n],
} as const;

type IntegerType = keyof typeof INTEGER_RANGES;

const NANOSECONDS_PER_MILLISECOND = 1_000_000n;
const NANOSECONDS_PER_SECOND = 1_000_000_000n;
// What DateTime64(9) can hold: 1900-01-01 up to the end of Int64.
const EARLIEST = -2_208_988_800n * NANOSECONDS_PER_SECOND;
const LATEST = INTEGER_RANGES.Int64[1];

// The messages never repeat a value: they end up in logs.
function refuse(problem: string): never {
  throw new InputError(`A value of the SQL cannot be bound: ${problem}`);
}

function parseInteger(type: IntegerType, value: SqlInteger): string {
  if (typeof value === 'number' && !Number.isSafeInteger(value)) {
    refuse(
      `the number is not a whole one below 2^53; pass a bigint or text for ${type}`,
    );
  }
  if (typeof value === 'string' && !/^-?\d{1,20}$/.test(value)) {
    refuse(`the text is not a whole number, as ${type} needs`);
  }
  if (!['bigint', 'number', 'string'].includes(typeof value)) {
    refuse(`${type} needs a bigint, a number or text`);
  }
  const integer = BigInt(value);
  const [smallest, largest] = INTEGER_RANGES[type];
  if (integer < smallest || integer > largest) {
    refuse(`the number is out of the range of ${type}`);
  }
  return integer.toString();
}

function assertString(value: string): void {
  if (typeof value !== 'string') {
    refuse('String needs text');
  }
  // A lone surrogate has no UTF-8 form and would arrive as another character.
  if (/\p{Surrogate}/u.test(value)) {
    refuse('the text is not valid Unicode');
  }
}

export function bindString(value: string): SqlParameter {
  assertString(value);
  return { type: 'String', value };
}

export function bindStrings(values: readonly string[]): SqlParameter {
  values.forEach(assertString);
  return { type: 'Array(String)', value: [...values] };
}

export function bindIdentifier(name: string): SqlParameter {
  assertString(name);
  // The server takes names as they come, while the client escapes these characters.
  if (name === '' || /[\0\t\n\r'\\]/.test(name)) {
    refuse(
      'a name must not be empty, nor hold quotes, backslashes or control characters',
    );
  }
  return { type: 'Identifier', value: name };
}

export function bindInteger(
  type: IntegerType,
  value: SqlInteger,
): SqlParameter {
  return { type, value: parseInteger(type, value) };
}

export function bindIntegers(
  type: IntegerType,
  values: readonly SqlInteger[],
): SqlParameter {
  // Array elements must not be quoted, so they go as one text.
  const elements = values.map(value => parseInteger(type, value));
  return { type: `Array(${type})`, value: `[${elements.join(',')}]` };
}

export function bindFloat64(value: number): SqlParameter {
  if (!Number.isFinite(value)) {
    refuse('Float64 needs a finite number');
  }
  return { type: 'Float64', value };
}

export function bindBoolean(value: boolean): SqlParameter {
  if (typeof value !== 'boolean') {
    refuse('Bool needs true or false');
  }
  return { type: 'Bool', value };
}

export function bindDate(value: string): SqlParameter {
  const parsed = new Date(`${value}T00:00:00Z`);
  if (
    !/^\d{4}-\d{2}-\d{2}$/.test(value) ||
    Number.isNaN(parsed.getTime()) ||
    parsed.toISOString().slice(0, 10) !== value
  ) {
    refuse('Date needs a day such as 2026-11-22');
  }
  // Date alone ends in 2149 and wraps around silently.
  return { type: 'Date32', value };
}

export function bindDateTime64(
  nanoseconds: bigint,
  precision = 9,
): SqlParameter {
  if (typeof nanoseconds !== 'bigint') {
    refuse('DateTime64 needs nanoseconds since 1970 as a bigint');
  }
  if (!Number.isInteger(precision) || precision < 0 || precision > 9) {
    refuse('the precision of DateTime64 is 0 to 9');
  }
  if (nanoseconds < EARLIEST || nanoseconds > LATEST) {
    refuse('the time is out of the range of DateTime64 (1900 to 2262)');
  }
  // Division of a bigint goes towards zero; times before 1970 need the floor.
  const fraction =
    ((nanoseconds % NANOSECONDS_PER_SECOND) + NANOSECONDS_PER_SECOND) %
    NANOSECONDS_PER_SECOND;
  const wholeMilliseconds = Number(
    (nanoseconds - fraction) / NANOSECONDS_PER_MILLISECOND,
  );
  const seconds = new Date(wholeMilliseconds)
    .toISOString()
    .slice(0, 19)
    .replace('T', ' ');
  const decimals = fraction.toString().padStart(9, '0').slice(0, precision);
  return {
    type: `DateTime64(${precision}, 'UTC')`,
    value: precision === 0 ? seconds : `${seconds}.${decimals}`,
  };
}
