/** A JSON object of which nothing is known yet. */
export type JsonObject = { [field: string]: unknown };

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value as an object; an empty one where it is none. */
export function asObject(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}

export function asArray(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The objects of a list. */
export function asObjects(value: unknown): JsonObject[] {
  return asArray(value).filter(isObject);
}

export function asString(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

export function asNumber(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

export function asStrings(value: unknown): string[] {
  return asArray(value).filter(
    (item): item is string => typeof item === 'string',
  );
}

/** The entries of a map of strings; what is none is left out. */
export function asStringMap(value: unknown): Record<string, string> {
  return Object.fromEntries(
    Object.entries(asObject(value)).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    ),
  );
}

/** What stands at a path of an object: `at(pod, 'spec', 'nodeName')`. */
export function at(value: unknown, ...path: Array<string | number>): unknown {
  let current = value;
  for (const step of path) {
    if (typeof step === 'number') {
      current = Array.isArray(current) ? current[step] : undefined;
    } else {
      current =
        isObject(current) && Object.hasOwn(current, step)
          ? current[step]
          : undefined;
    }
  }
  return current;
}

/** A copy that shares nothing with the original. */
export function clone<T>(value: T): T {
  return structuredClone(value);
}

export function equals(a: unknown, b: unknown): boolean {
  if (a === b) {
    return true;
  }
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, i) => equals(item, b[i]));
  }
  if (isObject(a) && isObject(b)) {
    let left = 0;
    for (const key of Object.keys(b)) {
      left += b[key] === undefined ? 0 : 1;
    }
    for (const key of Object.keys(a)) {
      if (a[key] !== undefined) {
        if (!Object.hasOwn(b, key) || !equals(a[key], b[key])) {
          return false;
        }
        left -= 1;
      }
    }
    return left === 0;
  }
  return false;
}
