import { CelInput } from '@bufbuild/cel';
import { create } from '@bufbuild/protobuf';
import { DurationSchema, timestampFromDate } from '@bufbuild/protobuf/wkt';
import { isObject } from '../model/json';
import { fieldSchema, resolve, Schema } from '../schema/Schema';

const UNITS: Record<string, number> = {
  h: 3600e9,
  m: 60e9,
  s: 1e9,
  ms: 1e6,
  us: 1e3,
  µs: 1e3,
  ns: 1,
};

function duration(text: string): CelInput {
  const sign = text.startsWith('-') ? -1 : 1;
  const nanos = [...text.matchAll(/(\d+(?:\.\d*)?|\.\d+)(h|ms|m|us|µs|ns|s)/g)]
    .map(([, amount, unit]) => Number(amount) * UNITS[unit])
    .reduce((sum, part) => sum + part, 0);
  return create(DurationSchema, {
    seconds: BigInt(Math.trunc(nanos / 1e9)) * BigInt(sign),
    nanos: Math.round(nanos % 1e9) * sign,
  });
}

/** A value of JSON as rules see it: whole numbers are integers, maps are maps. */
export function toCel(value: unknown, schema: Schema = {}): CelInput {
  const known = resolve(schema);
  if (Array.isArray(value)) {
    return value.map(item => toCel(item, known.items));
  }
  if (isObject(value)) {
    return new Map(
      Object.entries(value)
        .filter(([, item]) => item !== undefined)
        .map(([field, item]): [string, CelInput] => [
          field,
          toCel(item, fieldSchema(known, field)),
        ]),
    );
  }
  if (typeof value === 'number') {
    return Number.isInteger(value) && known.type !== 'number'
      ? BigInt(value)
      : value;
  }
  if (typeof value === 'string') {
    if (known.format === 'duration') {
      return duration(value);
    }
    return known.format === 'date-time' && !Number.isNaN(Date.parse(value))
      ? timestampFromDate(new Date(value))
      : value;
  }
  return typeof value === 'boolean' ? value : null;
}
