import { Cause } from '../../model/ApiError';
import { invalidValue } from '../../model/causes';

/** What is wrong with a number of pods, or a percentage of them. */
export function validateShare(value: unknown, path: string): Cause[] {
  if (typeof value === 'string' && !/^\d+%$/.test(value)) {
    return [
      invalidValue(
        path,
        value,
        "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')",
      ),
    ];
  }
  return typeof value === 'number' && value < 0
    ? [invalidValue(path, value, 'must be greater than or equal to 0')]
    : [];
}
