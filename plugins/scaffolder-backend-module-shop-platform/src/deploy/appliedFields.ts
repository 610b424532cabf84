import { z } from 'zod';
import { type Manifest } from '@shop-platform/backstage-plugin-clusters-node';

type JsonObject = { [key: string]: unknown };

/** Which fields a manager has: Kubernetes' FieldsV1. */
export type FieldSet = { [key: string]: FieldSet };

const fieldSetSchema: z.ZodType<FieldSet> = z.lazy(() =>
  z.record(z.string(), fieldSetSchema),
);

const managedSchema = z.object({
  metadata: z.object({
    managedFields: z
      .array(
        z.object({
          manager: z.string().default(''),
          operation: z.string().default(''),
          subresource: z.string().default(''),
          fieldsV1: fieldSetSchema.default({}),
        }),
      )
      .default([]),
  }),
});

/** The fields that a manager has applied to an object. */
export function appliedFields(object: Manifest, manager: string): FieldSet {
  const { managedFields } = managedSchema.parse(object).metadata;
  return managedFields
    .filter(
      entry =>
        entry.manager === manager &&
        entry.operation === 'Apply' &&
        entry.subresource === '',
    )
    .map(({ fieldsV1 }) => fieldsV1)
    .reduce(unite, {});
}

/** The fields of both. */
export function unite(left: FieldSet, right: FieldSet): FieldSet {
  const united = { ...left };
  for (const [key, fields] of Object.entries(right)) {
    united[key] = key in united ? unite(united[key], fields) : fields;
  }
  return united;
}

/**
 * As much of an object as a set of fields says: what has to be applied so that
 * these fields are again as they are in the object, and gone where it has none.
 */
export function restrictTo(object: Manifest, fields: FieldSet): Manifest {
  const { apiVersion, kind, metadata } = object;
  const restricted = restrict(object, fields);
  const rest = isObject(restricted) ? restricted : {};
  return {
    ...rest,
    apiVersion,
    kind,
    metadata: {
      ...(isObject(rest.metadata) ? rest.metadata : {}),
      name: metadata.name,
      ...(metadata.namespace === undefined
        ? {}
        : { namespace: metadata.namespace }),
    },
  };
}

function restrict(value: unknown, fields: FieldSet): unknown {
  const parts = Object.entries(fields).filter(([key]) => key !== '.');
  if (parts.length === 0) {
    return value;
  }
  if (Array.isArray(value)) {
    return restrictList(value, parts);
  }
  return isObject(value) ? restrictObject(value, parts) : value;
}

function restrictObject(
  value: JsonObject,
  parts: [string, FieldSet][],
): JsonObject {
  const restricted: JsonObject = {};
  for (const [key, fields] of parts) {
    const name = key.slice('f:'.length);
    if (key.startsWith('f:') && value[name] !== undefined) {
      restricted[name] = restrict(value[name], fields);
    }
  }
  return restricted;
}

/** Elements are named by the fields that tell them apart (`k:`), or are named themselves (`v:`). */
function restrictList(
  value: unknown[],
  parts: [string, FieldSet][],
): unknown[] {
  return value.flatMap(element => {
    const part = parts.find(([key]) => isNamed(element, key));
    if (!part) {
      return [];
    }
    const [key, fields] = part;
    const restricted = restrict(element, fields);
    return [
      isObject(restricted) ? { ...parseKey(key), ...restricted } : restricted,
    ];
  });
}

function isNamed(element: unknown, key: string): boolean {
  if (key.startsWith('v:')) {
    return JSON.stringify(element) === key.slice('v:'.length);
  }
  return (
    isObject(element) &&
    key.startsWith('k:') &&
    Object.entries(parseKey(key)).every(
      // A key may have been filled in by a default, such as a port's protocol.
      ([name, value]) => element[name] === value,
    )
  );
}

function parseKey(key: string): JsonObject {
  const parsed: unknown = key.startsWith('k:')
    ? JSON.parse(key.slice('k:'.length))
    : {};
  return isObject(parsed) ? parsed : {};
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
