import { clone, isObject, JsonObject } from '../model/json';

/** RFC 7386. */
export function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isObject(patch)) {
    return clone(patch);
  }
  const result: JsonObject = isObject(target) ? { ...target } : {};
  for (const [field, value] of Object.entries(patch)) {
    if (value === null) {
      delete result[field];
    } else if (field !== '__proto__') {
      result[field] = mergePatch(result[field], value);
    }
  }
  return result;
}
