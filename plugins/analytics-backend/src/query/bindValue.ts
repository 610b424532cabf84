import { InputError } from '@backstage/errors';
import { type ParameterValues } from '@shop-platform/backstage-plugin-analytics-common';
import { type ForeignSqlParameter } from '@shop-platform/backstage-plugin-clickhouse-node';
import { parseTime, toSqlTime } from './time';

export type Value = ParameterValues[string];
type Scalar = Exclude<Value, unknown[]>;
type Bound = string | number | boolean;

const INTEGER = /^(U?)Int(8|16|32|64|128|256)$/;
const DECIMAL = /^Decimal\((\d+), ?(\d+)\)$/;
const DATE_TIME =
  /^(DateTime|DateTime64\((\d)\)|DateTime64\((\d), ?'UTC'\)|DateTime\('UTC'\))$/;
const WRAPPED = /^(Array|Nullable)\((.+)\)$/;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

type Binder = {
  /** As the server reads it: times without a zone are in UTC. */
  type: string;
  /** What stands for no value in checks. */
  sample: Bound;
  bind(value: Scalar): Bound;
};

function integer(type: string, unsigned: boolean, bits: number): Binder {
  const size = 2n ** BigInt(unsigned ? bits : bits - 1);
  const [smallest, largest] = [unsigned ? 0n : -size, size - 1n];
  return {
    type,
    // One, because a step or a divisor of zero is an error in itself.
    sample: '1',
    bind(value) {
      const isExact = typeof value === 'string' || Number.isSafeInteger(value);
      if (!isExact || !/^-?\d{1,78}$/.test(String(value))) {
        throw new InputError(
          'has to be a whole number; as text when it is beyond 2^53',
        );
      }
      const number = BigInt(String(value));
      if (number < smallest || number > largest) {
        throw new InputError(`has to be within ${smallest} and ${largest}`);
      }
      return number.toString();
    },
  };
}

function decimal(type: string, precision: number, scale: number): Binder {
  return {
    type,
    sample: '0',
    bind(value) {
      const [, whole, fraction = ''] =
        /^-?(\d+)(?:\.(\d+))?$/.exec(String(value)) ?? [];
      if (whole === undefined || typeof value === 'boolean') {
        throw new InputError('has to be a decimal such as 12.50');
      }
      if (whole.length > precision - scale || fraction.length > scale) {
        throw new InputError(
          `has to have at most ${
            precision - scale
          } digits before the point and ${scale} behind it`,
        );
      }
      return String(value);
    },
  };
}

function text(
  type: string,
  sample: string,
  read: (value: string) => string,
): Binder {
  return {
    type,
    sample,
    bind(value) {
      if (typeof value !== 'string') {
        throw new InputError('has to be text');
      }
      return read(value);
    },
  };
}

function plainText(value: string): string {
  if (/\p{Surrogate}|\0/u.test(value)) {
    throw new InputError('has to be valid Unicode');
  }
  return value;
}

function day(value: string): string {
  const parsed = new Date(`${value}T00:00:00Z`);
  if (
    !/^\d{4}-\d{2}-\d{2}$/.test(value) ||
    Number.isNaN(parsed.getTime()) ||
    parsed.toISOString().slice(0, 10) !== value
  ) {
    throw new InputError('has to be a day such as 2026-01-31');
  }
  return value;
}

const BINDERS: Record<string, Binder> = {
  String: text('String', '', plainText),
  UUID: text('UUID', '00000000-0000-0000-0000-000000000000', value => {
    if (!UUID.test(value)) {
      throw new InputError('has to be a UUID');
    }
    return value;
  }),
  Date: text('Date', '2026-01-01', day),
  Date32: text('Date32', '2026-01-01', day),
  Bool: {
    type: 'Bool',
    sample: false,
    bind(value) {
      if (value !== true && value !== false) {
        throw new InputError('has to be true or false');
      }
      return value;
    },
  },
};

function float(type: string): Binder {
  return {
    type,
    sample: 0,
    bind(value) {
      const number = typeof value === 'string' ? Number(value) : value;
      if (
        typeof number !== 'number' ||
        !Number.isFinite(number) ||
        value === ''
      ) {
        throw new InputError('has to be a number');
      }
      return number;
    },
  };
}

function binderOf(type: string): Binder {
  const [, unsigned, bits] = INTEGER.exec(type) ?? [];
  if (bits !== undefined) {
    return integer(type, unsigned === 'U', Number(bits));
  }
  const [, precision, scale] = DECIMAL.exec(type) ?? [];
  if (precision !== undefined) {
    return decimal(type, Number(precision), Number(scale));
  }
  const [isTime, , digits, digitsInUtc] = DATE_TIME.exec(type) ?? [];
  if (isTime !== undefined) {
    const places = Number(digits ?? digitsInUtc ?? 0);
    return text(
      places === 0 ? `DateTime('UTC')` : `DateTime64(${places}, 'UTC')`,
      '2026-01-01 00:00:00',
      value => toSqlTime(parseTime(value), places),
    );
  }
  if (type === 'Float32' || type === 'Float64') {
    return float(type);
  }
  if (Object.hasOwn(BINDERS, type)) {
    return BINDERS[type];
  }
  throw new InputError(
    `cannot have the type ${type}: use String, a number, Bool, UUID, Decimal(p, s), Date, DateTime or DateTime64(p), a Nullable of one, or an Array`,
  );
}

// Texts are quoted on their way; other elements must not be.
function list(binder: Binder, values: Scalar[]): ForeignSqlParameter {
  const bound = values.map(value => binder.bind(value));
  const isQuoted = /^(?:String|UUID|Date)/.test(binder.type);
  return {
    type: `Array(${binder.type})`,
    value: isQuoted ? bound.map(String) : `[${bound.join(',')}]`,
  };
}

/**
 * The value of a parameter in the form of its type.
 *
 * @param value - nothing is NULL, an empty text or an empty list, where the type has it
 * @throws InputError that names the parameter
 */
export function bindValue(
  name: string,
  type: string,
  value: Value | undefined,
): ForeignSqlParameter {
  try {
    const [, wrapper, inner] = WRAPPED.exec(type) ?? [];
    const binder = binderOf(inner ?? type);
    if (wrapper === 'Array') {
      return list(binder, value === undefined ? [] : [value].flat());
    }
    if (Array.isArray(value)) {
      throw new InputError('has one value, not a list');
    }
    if (wrapper === 'Nullable') {
      return {
        type: `Nullable(${binder.type})`,
        value: value === undefined ? null : binder.bind(value),
      };
    }
    if (value === undefined && binder.type !== 'String') {
      throw new InputError('needs a value');
    }
    return { type: binder.type, value: binder.bind(value ?? '') };
  } catch (error) {
    if (error instanceof InputError) {
      throw new InputError(`The parameter '${name}' ${error.message}`);
    }
    throw error;
  }
}

/** A parameter with a value that means nothing, for checks of the query alone. */
export function sampleOf(name: string, type: string): ForeignSqlParameter {
  const [, wrapper, inner] = WRAPPED.exec(type) ?? [];
  try {
    const binder = binderOf(inner ?? type);
    if (wrapper === 'Array') {
      return list(binder, []);
    }
    return wrapper === 'Nullable'
      ? { type: `Nullable(${binder.type})`, value: null }
      : { type: binder.type, value: binder.sample };
  } catch (error) {
    if (error instanceof InputError) {
      throw new InputError(`The parameter '${name}' ${error.message}`);
    }
    throw error;
  }
}
