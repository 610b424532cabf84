import { z } from 'zod';

const fields = {
  type: z.string().optional(),
  enum: z.array(z.unknown()).optional(),
  required: z.array(z.string()).default([]),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  'x-kubernetes-int-or-string': z.boolean().default(false),
  'x-kubernetes-preserve-unknown-fields': z.boolean().default(false),
};

/** The part of a CustomResourceDefinition's schema that says what fits. */
export type StructuralSchema = {
  type?: string;
  enum?: unknown[];
  required: string[];
  minimum?: number;
  maximum?: number;
  'x-kubernetes-int-or-string': boolean;
  'x-kubernetes-preserve-unknown-fields': boolean;
  properties?: Record<string, StructuralSchema>;
  additionalProperties?: StructuralSchema | boolean;
  items?: StructuralSchema;
};

/** Reads it from the definition. */
export const structuralSchema: z.ZodType<StructuralSchema> = z.lazy(() =>
  z.looseObject({
    ...fields,
    properties: z.record(z.string(), structuralSchema).optional(),
    additionalProperties: z.union([structuralSchema, z.boolean()]).optional(),
    items: structuralSchema.optional(),
  }),
);

/** Where a value does not fit; fields that the schema does not know included. */
export function findSchemaProblems(
  value: unknown,
  schema: StructuralSchema,
  path: string,
): string[] {
  if (Array.isArray(value)) {
    const { items } = schema;
    return schema.type === 'array' && items
      ? value.flatMap((item, index) =>
          findSchemaProblems(item, items, `${path}/${index}`),
        )
      : [`${path} is no ${schema.type}`];
  }
  if (typeof value === 'object' && value !== null) {
    return schema.type === 'object'
      ? checkObject(value, schema, path)
      : [`${path} is no ${schema.type}`];
  }
  return checkScalar(value, schema, path);
}

function checkObject(
  value: object,
  schema: StructuralSchema,
  path: string,
): string[] {
  const { properties = {}, additionalProperties, required } = schema;
  return [
    ...required
      .filter(key => !Object.hasOwn(value, key))
      .map(key => `${path}/${key} is missing`),
    ...Object.entries(value).flatMap(([key, field]) => {
      const at = `${path}/${key}`;
      if (Object.hasOwn(properties, key)) {
        return findSchemaProblems(field, properties[key], at);
      }
      if (typeof additionalProperties === 'object') {
        return findSchemaProblems(field, additionalProperties, at);
      }
      return additionalProperties ||
        schema['x-kubernetes-preserve-unknown-fields']
        ? []
        : [`${at} is no known field`];
    }),
  ];
}

function checkScalar(
  value: unknown,
  schema: StructuralSchema,
  path: string,
): string[] {
  if (!isOfType(value, schema)) {
    return [`${path} is no ${schema.type ?? 'integer or string'}`];
  }
  if (schema.enum && !schema.enum.includes(value)) {
    return [`${path} is none of ${schema.enum.join(', ')}`];
  }
  const { minimum = -Infinity, maximum = Infinity } = schema;
  return typeof value === 'number' && (value < minimum || value > maximum)
    ? [`${path} is not between ${minimum} and ${maximum}`]
    : [];
}

function isOfType(value: unknown, schema: StructuralSchema): boolean {
  if (schema['x-kubernetes-int-or-string']) {
    return typeof value === 'string' || Number.isInteger(value);
  }
  return schema.type === 'integer'
    ? Number.isInteger(value)
    : typeof value === schema.type;
}
