import { Cause } from './ApiError';

export function required(field: string, why = ''): Cause {
  return {
    reason: 'FieldValueRequired',
    message: `Required value${why && `: ${why}`}`,
    field,
  };
}

export function invalidValue(
  field: string,
  value: unknown,
  why: string,
): Cause {
  return {
    reason: 'FieldValueInvalid',
    message: `Invalid value: ${show(value)}: ${why}`,
    field,
  };
}

export function forbiddenField(field: string, why: string): Cause {
  return {
    reason: 'FieldValueForbidden',
    message: `Forbidden: ${why}`,
    field,
  };
}

export function duplicate(field: string, value: unknown): Cause {
  return {
    reason: 'FieldValueDuplicate',
    message: `Duplicate value: ${show(value)}`,
    field,
  };
}

export function notSupported(
  field: string,
  value: unknown,
  supported: unknown[],
): Cause {
  return {
    reason: 'FieldValueNotSupported',
    message: `Unsupported value: ${show(value)}: supported values: ${supported
      .map(show)
      .join(', ')}`,
    field,
  };
}

function show(value: unknown): string {
  return JSON.stringify(value) ?? 'null';
}
