// @ts-check
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { inRoot } from './paths.mjs';

/** The definitions that the embedded clusters serve. */
const definitions = inRoot('packages/local-platform/src/chaos/definitions');

export const chaosSchemasFile = inRoot(
  'packages/template-checks/schemas/chaos-mesh.json',
);

export const chaosFormFile = inRoot(
  'plugins/chaos/src/model/form/specSchemas.generated.ts',
);

/** What a form needs to know of a field. */
const FORM_KEYWORDS = new Set([
  'type',
  'description',
  'enum',
  'minimum',
  'maximum',
  'pattern',
  'format',
  'default',
  'required',
]);

/**
 * The schema of the spec of each kind of experiment.
 * @returns {[kind: string, schema: Record<string, unknown>][]}
 */
function readSpecs() {
  return readdirSync(definitions)
    .filter(name => name.endsWith('chaos.yaml'))
    .sort()
    .map(name => {
      const { spec } = parse(readFileSync(join(definitions, name), 'utf8'));
      return [
        spec.names.kind,
        spec.versions[0].schema.openAPIV3Schema.properties.spec,
      ];
    });
}

/**
 * The schema of the spec of each kind of experiment, without the descriptions.
 * @returns {Record<string, unknown>}
 */
export function readChaosSchemas() {
  return Object.fromEntries(
    readSpecs().map(([kind, schema]) => [kind, withoutDescriptions(schema)]),
  );
}

/** The module with the schemas from which the portal makes forms, before it is formatted. */
export function chaosFormModule() {
  const schemas = Object.fromEntries(
    readSpecs().map(([kind, schema]) => [kind, forForm(schema)]),
  );
  return `// Generated from Chaos Mesh's definitions by "node scripts/generate-chaos-schemas.mjs": change those, not this.
import { type ExperimentKind } from '@shop-platform/backstage-plugin-chaos-common';
import { type FormSchema } from './FormSchema';

/** What fits into the spec of each kind of experiment. */
export const specSchemas: Record<ExperimentKind, FormSchema> = ${JSON.stringify(
    schemas,
  )};
`;
}

/**
 * @param {Record<string, unknown>} schema
 * @returns {Record<string, unknown>}
 */
function forForm(schema) {
  return Object.fromEntries(
    Object.entries(schema).flatMap(([keyword, value]) => {
      if (keyword === 'properties') {
        const fields = Object.entries(asRecord(value)).map(([name, field]) => [
          name,
          forForm(asRecord(field)),
        ]);
        return [[keyword, Object.fromEntries(fields)]];
      }
      if (keyword === 'items' || keyword === 'additionalProperties') {
        return [[keyword, forForm(asRecord(value))]];
      }
      if (keyword === 'description') {
        // Its lines are broken for comments in Go.
        return [[keyword, String(value).replace(/\s+/g, ' ').trim()]];
      }
      return FORM_KEYWORDS.has(keyword) ? [[keyword, value]] : [];
    }),
  );
}

/**
 * @param {unknown} value
 * @returns {Record<string, unknown>}
 */
function asRecord(value) {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    throw new Error(`A schema of Chaos Mesh has ${JSON.stringify(value)}`);
  }
  return { ...value };
}

/**
 * @param {unknown} schema
 * @returns {unknown}
 */
function withoutDescriptions(schema) {
  if (Array.isArray(schema)) {
    return schema.map(withoutDescriptions);
  }
  if (schema === null || typeof schema !== 'object') {
    return schema;
  }
  return Object.fromEntries(
    Object.entries(schema)
      // A field may have that name, too; its schema is then no text.
      .filter(
        ([key, value]) => !(key === 'description' && typeof value === 'string'),
      )
      .map(([key, value]) => [key, withoutDescriptions(value)]),
  );
}
