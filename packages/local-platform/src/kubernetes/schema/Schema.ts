import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** The part of OpenAPI v3 that Kubernetes' structural schemas use. */
export type Schema = {
  $ref?: string;
  description?: string;
  type?: string;
  format?: string;
  properties?: { [field: string]: Schema };
  additionalProperties?: boolean | Schema;
  items?: Schema;
  required?: string[];
  enum?: unknown[];
  default?: unknown;
  nullable?: boolean;
  pattern?: string;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: boolean;
  exclusiveMaximum?: boolean;
  multipleOf?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  uniqueItems?: boolean;
  minProperties?: number;
  maxProperties?: number;
  allOf?: Schema[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  not?: Schema;
  'x-kubernetes-int-or-string'?: boolean;
  'x-kubernetes-preserve-unknown-fields'?: boolean;
  'x-kubernetes-embedded-resource'?: boolean;
  'x-kubernetes-list-type'?: string;
  'x-kubernetes-list-map-keys'?: string[];
  'x-kubernetes-map-type'?: string;
  'x-kubernetes-patch-merge-key'?: string;
  'x-kubernetes-patch-strategy'?: string;
  'x-kubernetes-validations'?: CelRule[];
};

export type CelRule = {
  rule: string;
  message?: string;
  messageExpression?: string;
  reason?: string;
  fieldPath?: string;
  optionalOldSelf?: boolean;
};

// Read, not imported: the type of so large a literal is more than a compiler bears.
const definitions = z
  .record(
    z.string(),
    z.looseObject({}).transform((value): Schema => value),
  )
  .parse(JSON.parse(readFileSync(require.resolve('./core.json'), 'utf8')));

/** Each write asks for the same references many times. */
const resolved = new WeakMap<Schema, Schema>();

/** The schema itself, or what its reference leads to, with what stands beside it. */
export function resolve(schema: Schema): Schema {
  if (!schema.$ref) {
    return schema;
  }
  const known = resolved.get(schema);
  if (known) {
    return known;
  }
  const found = definitions[schema.$ref];
  const whole = found ? { ...found, ...schema, $ref: undefined } : {};
  resolved.set(schema, whole);
  return whole;
}

/** A definition of the built-in kinds: `io.k8s.api.v1.Pod`. */
export function definition(name: string): Schema {
  const found = definitions[name];
  if (!found) {
    throw new Error(`There is no schema ${name}`);
  }
  return found;
}

/** The definitions that one needs, itself included. */
export function closure(names: string[]): { [name: string]: Schema } {
  const found = new Map<string, Schema>();
  const add = (name: string) => {
    if (!found.has(name)) {
      found.set(name, definition(name));
      for (const [, reference] of JSON.stringify(definition(name)).matchAll(
        /"\$ref":"([^"]+)"/g,
      )) {
        add(reference);
      }
    }
  };
  names.forEach(add);
  return Object.fromEntries(found);
}

/** The schema of one field of an object; undefined where it knows none. */
export function fieldSchema(schema: Schema, field: string): Schema | undefined {
  const { properties, additionalProperties } = resolve(schema);
  if (properties && Object.hasOwn(properties, field)) {
    return properties[field];
  }
  return typeof additionalProperties === 'object'
    ? additionalProperties
    : undefined;
}
