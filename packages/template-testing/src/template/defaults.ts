import { JsonObject, JsonValue } from '@backstage/types';
import { z } from 'zod';

const propertiesSchema = z.looseObject({
  properties: z
    .record(z.string(), z.looseObject({ default: z.json().optional() }))
    .default({}),
});

/** Adds what the form fills in where a person leaves a field as it is. */
export function withDefaults(
  pages: readonly JsonObject[],
  values: Record<string, JsonValue>,
): Record<string, JsonValue> {
  const complete = { ...values };
  for (const page of pages) {
    const { properties } = propertiesSchema.parse(page);
    for (const [name, property] of Object.entries(properties)) {
      if (complete[name] === undefined && property.default !== undefined) {
        complete[name] = property.default;
      }
    }
  }
  return complete;
}
