import { Cause } from '../model/ApiError';
import {
  duplicate,
  invalidValue,
  notSupported,
  required,
} from '../model/causes';
import { equals, isObject, JsonObject } from '../model/json';
import { hasFormat } from './formats';
import { fieldSchema, resolve, Schema } from './Schema';

const patterns = new Map<string, RegExp>();

function compile(pattern: string): RegExp {
  let regex = patterns.get(pattern);
  if (!regex) {
    regex = new RegExp(pattern, 'u');
    patterns.set(pattern, regex);
  }
  return regex;
}

function typeOf(value: unknown): string {
  if (value === null) {
    return 'null';
  }
  if (Array.isArray(value)) {
    return 'array';
  }
  if (typeof value === 'number') {
    return Number.isInteger(value) ? 'integer' : 'number';
  }
  return typeof value;
}

function hasType(value: unknown, schema: Schema): boolean {
  const type = typeOf(value);
  if (schema['x-kubernetes-int-or-string']) {
    return type === 'integer' || type === 'string';
  }
  if (schema.format === 'quantity') {
    return ['string', 'integer', 'number'].includes(type);
  }
  return (
    !schema.type ||
    type === schema.type ||
    (type === 'integer' && schema.type === 'number')
  );
}

/** What is wrong with a value by its schema, as the real server words it. */
export function validate(value: unknown, schema: Schema, path = ''): Cause[] {
  const known = resolve(schema);
  if (value === null && known.nullable) {
    return [];
  }
  if (!hasType(value, known)) {
    const type = known['x-kubernetes-int-or-string']
      ? 'integer,string'
      : known.type;
    return [
      {
        reason: 'FieldValueTypeInvalid',
        message: `Invalid value: ${JSON.stringify(
          typeOf(value),
        )}: ${path} in body must be of type ${type}: ${JSON.stringify(
          typeOf(value),
        )}`,
        field: path,
      },
    ];
  }
  const causes: Cause[] = [];
  if (known.enum && !known.enum.some(item => equals(item, value))) {
    causes.push(notSupported(path, value, known.enum));
  }
  if (typeof value === 'string') {
    causes.push(...validateString(value, known, path));
  } else if (typeof value === 'number') {
    causes.push(...validateNumber(value, known, path));
  } else if (Array.isArray(value)) {
    causes.push(...validateArray(value, known, path));
  } else if (isObject(value)) {
    causes.push(...validateObject(value, known, path));
  }
  causes.push(...validateCombinations(value, known, path));
  return causes;
}

function validateString(value: string, schema: Schema, path: string): Cause[] {
  const causes: Cause[] = [];
  const { minLength, maxLength, pattern, format } = schema;
  const length = [...value].length;
  if (maxLength !== undefined && length > maxLength) {
    causes.push({
      reason: 'FieldValueTooLong',
      message: `Too long: may not be more than ${maxLength} bytes`,
      field: path,
    });
  }
  if (minLength !== undefined && length < minLength) {
    causes.push(
      invalidValue(
        path,
        value,
        `${path} in body should be at least ${minLength} chars long`,
      ),
    );
  }
  if (pattern && !compile(pattern).test(value)) {
    causes.push(
      invalidValue(path, value, `${path} in body should match '${pattern}'`),
    );
  }
  if (format && !hasFormat(value, format)) {
    causes.push(
      invalidValue(
        path,
        value,
        `${path} in body must be of type ${format}: ${JSON.stringify(value)}`,
      ),
    );
  }
  return causes;
}

function validateNumber(value: number, schema: Schema, path: string): Cause[] {
  const { minimum, maximum, multipleOf, exclusiveMinimum, exclusiveMaximum } =
    schema;
  const problems: string[] = [];
  if (
    minimum !== undefined &&
    (exclusiveMinimum ? value <= minimum : value < minimum)
  ) {
    problems.push(
      `should be greater than ${
        exclusiveMinimum ? '' : 'or equal to '
      }${minimum}`,
    );
  }
  if (
    maximum !== undefined &&
    (exclusiveMaximum ? value >= maximum : value > maximum)
  ) {
    problems.push(
      `should be less than ${exclusiveMaximum ? '' : 'or equal to '}${maximum}`,
    );
  }
  if (multipleOf && value % multipleOf !== 0) {
    problems.push(`should be a multiple of ${multipleOf}`);
  }
  return problems.map(problem =>
    invalidValue(path, value, `${path} in body ${problem}`),
  );
}

function validateArray(
  value: unknown[],
  schema: Schema,
  path: string,
): Cause[] {
  const causes: Cause[] = [];
  const { items, minItems, maxItems } = schema;
  if (maxItems !== undefined && value.length > maxItems) {
    causes.push({
      reason: 'FieldValueTooMany',
      message: `Too many: ${value.length}: must have at most ${maxItems} items`,
      field: path,
    });
  }
  if (minItems !== undefined && value.length < minItems) {
    causes.push(
      invalidValue(
        path,
        value.length,
        `${path} in body should have at least ${minItems} items`,
      ),
    );
  }
  causes.push(...findDuplicates(value, schema, path));
  if (items) {
    value.forEach((item, i) =>
      causes.push(...validate(item, items, `${path}[${i}]`)),
    );
  }
  return causes;
}

function findDuplicates(
  value: unknown[],
  schema: Schema,
  path: string,
): Cause[] {
  const keys = schema['x-kubernetes-list-map-keys'];
  const isSet =
    schema['x-kubernetes-list-type'] === 'set' || schema.uniqueItems;
  if (!isSet && !keys) {
    return [];
  }
  const seen = new Set<string>();
  return value.flatMap((item, i) => {
    const key = keys
      ? Object.fromEntries(
          keys.map(name => [name, isObject(item) ? item[name] : undefined]),
        )
      : item;
    const text = JSON.stringify(key);
    if (seen.has(text)) {
      return [duplicate(`${path}[${i}]`, key)];
    }
    seen.add(text);
    return [];
  });
}

function validateObject(
  value: JsonObject,
  schema: Schema,
  path: string,
): Cause[] {
  const causes: Cause[] = [];
  const count = Object.keys(value).length;
  if (schema.maxProperties !== undefined && count > schema.maxProperties) {
    causes.push(
      invalidValue(
        path,
        count,
        `${path} in body should have at most ${schema.maxProperties} properties`,
      ),
    );
  }
  if (schema.minProperties !== undefined && count < schema.minProperties) {
    causes.push(
      invalidValue(
        path,
        count,
        `${path} in body should have at least ${schema.minProperties} properties`,
      ),
    );
  }
  for (const field of schema.required ?? []) {
    if (value[field] === undefined) {
      causes.push(required(path ? `${path}.${field}` : field));
    }
  }
  for (const [field, item] of Object.entries(value)) {
    const below = fieldSchema(schema, field);
    if (below && item !== undefined) {
      const named = schema.properties?.[field] !== undefined;
      const next = named ? `.${field}` : `[${field}]`;
      causes.push(...validate(item, below, path ? `${path}${next}` : field));
    }
  }
  return causes;
}

function validateCombinations(
  value: unknown,
  schema: Schema,
  path: string,
): Cause[] {
  const causes = (schema.allOf ?? []).flatMap(part =>
    validate(value, part, path),
  );
  const passing = (parts: Schema[]) =>
    parts.filter(part => validate(value, part, path).length === 0).length;
  if (schema.anyOf && passing(schema.anyOf) === 0) {
    causes.push(
      invalidValue(
        path,
        value,
        `${path} in body must validate at least one schema (anyOf)`,
      ),
    );
  }
  if (schema.oneOf) {
    const count = passing(schema.oneOf);
    if (count !== 1) {
      causes.push(
        invalidValue(
          path,
          value,
          `${path} in body must validate one and only one schema (oneOf). Found ${
            count === 0 ? 'none valid' : `${count} valid alternatives`
          }`,
        ),
      );
    }
  }
  if (schema.not && validate(value, schema.not, path).length === 0) {
    causes.push(
      invalidValue(
        path,
        value,
        `${path} in body must not validate the schema (not)`,
      ),
    );
  }
  return causes;
}
