import { isObject, JsonObject } from '../model/json';
import { fieldSchema, resolve, Schema } from './Schema';

const EMBEDDED: Schema = {
  properties: {
    apiVersion: { type: 'string' },
    kind: { type: 'string' },
    metadata: {
      type: 'object',
      'x-kubernetes-preserve-unknown-fields': true,
    },
  },
};

/**
 * A copy of a value without the fields that its schema does not know. Null
 * counts as absent, except where the schema allows it or nothing is known.
 *
 * @param onUnknown - is told the path of each field that is left out
 */
export function prune(
  value: unknown,
  schema: Schema,
  onUnknown: (path: string) => void,
  path = '',
): unknown {
  const known = resolve(schema);
  if (Array.isArray(value)) {
    const items = known.items;
    return items
      ? value.map((item, i) => prune(item, items, onUnknown, `${path}[${i}]`))
      : structuredClone(value);
  }
  if (!isObject(value)) {
    return value;
  }
  const keepsUnknown =
    known['x-kubernetes-preserve-unknown-fields'] === true ||
    known.additionalProperties === true;
  const result: JsonObject = {};
  for (const [field, item] of Object.entries(value)) {
    const below = path ? `${path}.${field}` : field;
    const schemaOfField =
      fieldSchema(known, field) ??
      (known['x-kubernetes-embedded-resource']
        ? fieldSchema(EMBEDDED, field)
        : undefined);
    if (field === '__proto__') {
      onUnknown(below);
    } else if (schemaOfField) {
      if (!isAbsent(item, schemaOfField)) {
        result[field] = prune(item, schemaOfField, onUnknown, below);
      }
    } else if (keepsUnknown) {
      result[field] = structuredClone(item);
    } else {
      onUnknown(below);
    }
  }
  return result;
}

function isAbsent(item: unknown, schema: Schema): boolean {
  if (item !== null) {
    return false;
  }
  const known = resolve(schema);
  return !known.nullable && !known['x-kubernetes-preserve-unknown-fields'];
}
