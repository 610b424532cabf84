import { clone, isObject } from '../model/json';
import { fieldSchema, resolve, Schema } from './Schema';

/** Fills in the defaults of a schema, in place. */
export function setDefaults(value: unknown, schema: Schema): void {
  const known = resolve(schema);
  if (Array.isArray(value)) {
    const items = known.items;
    if (items) {
      value.forEach(item => setDefaults(item, items));
    }
    return;
  }
  if (!isObject(value)) {
    return;
  }
  for (const [field, property] of Object.entries(known.properties ?? {})) {
    const fallback = property.default;
    const current = value[field];
    if (
      fallback !== undefined &&
      (current === undefined || (current === null && !property.nullable))
    ) {
      value[field] = clone(fallback);
    }
  }
  for (const [field, item] of Object.entries(value)) {
    const schemaOfField = fieldSchema(known, field);
    if (schemaOfField) {
      setDefaults(item, schemaOfField);
    }
  }
}
