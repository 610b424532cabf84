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

/**
 * The schema of the spec of each kind of experiment, without the descriptions.
 * @returns {Record<string, unknown>}
 */
export function readChaosSchemas() {
  return Object.fromEntries(
    readdirSync(definitions)
      .filter(name => name.endsWith('chaos.yaml'))
      .sort()
      .map(name => {
        const { spec } = parse(readFileSync(join(definitions, name), 'utf8'));
        return [
          spec.names.kind,
          withoutDescriptions(
            spec.versions[0].schema.openAPIV3Schema.properties.spec,
          ),
        ];
      }),
  );
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
