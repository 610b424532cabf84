import Ajv, { type ValidateFunction } from 'ajv';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

/** A folder with Chaos Mesh's own definitions: `config/crd/bases` of its repository. */
const REFERENCE = process.env.CHAOS_MESH_CRDS;

export const describeWithReference: jest.Describe = REFERENCE
  ? describe
  : describe.skip;
export const whySkipped = REFERENCE ? '' : ' (CHAOS_MESH_CRDS names no folder)';

const schemaSchema = z.looseObject({ properties: z.looseObject({}) });

const definitionSchema = z.looseObject({
  spec: z.looseObject({
    versions: z
      .array(
        z.looseObject({
          schema: z.looseObject({ openAPIV3Schema: schemaSchema }),
        }),
      )
      .nonempty(),
  }),
});

/** The schema of a whole object, by the name of its file: `podchaos`, `workflows`. */
export function referenceSchema(name: string): z.infer<typeof schemaSchema> {
  const file = join(REFERENCE ?? '', `${name}.yaml`);
  const { spec } = definitionSchema.parse(parse(readFileSync(file, 'utf8')));
  return spec.versions[0].schema.openAPIV3Schema;
}

/**
 * The same schema that refuses fields which it does not name: Kubernetes takes such
 * an object and drops them, so that a word that is misspelt does nothing.
 */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) {
    return schema.map(closed);
  }
  if (typeof schema !== 'object' || schema === null) {
    return schema;
  }
  const parts: Record<string, unknown> = Object.fromEntries(
    Object.entries(schema).map(([key, part]) => [key, closed(part)]),
  );
  if (parts.exclusiveMinimum === true) {
    // As OpenAPI 3.0 says it; JSON Schema has the number there.
    parts.exclusiveMinimum = parts.minimum;
  }
  const isOpen =
    !('properties' in parts) ||
    typeof parts.properties !== 'object' ||
    'additionalProperties' in parts ||
    parts['x-kubernetes-preserve-unknown-fields'] === true;
  return isOpen ? parts : { ...parts, additionalProperties: false };
}

const ajv = new Ajv({ strict: false, validateFormats: false });
const validators = new Map<string, ValidateFunction>();

function validatorOf(name: string): ValidateFunction {
  const known = validators.get(name);
  if (known) {
    return known;
  }
  const made = ajv.compile(
    z.looseObject({}).parse(closed(referenceSchema(name))),
  );
  validators.set(name, made);
  return made;
}

/** What Chaos Mesh's own definition finds wrong with any of its objects. */
export function referenceProblems(text: string): string[] {
  const object: unknown = parse(text);
  const { kind } = z.looseObject({ kind: z.string() }).parse(object);
  const name = kind.toLowerCase();
  const validate = validatorOf(name.endsWith('chaos') ? name : `${name}s`);
  validate(object);
  return (validate.errors ?? []).map(
    ({ instancePath, message = '', params }) =>
      `${instancePath} ${message} ${JSON.stringify(params)}`,
  );
}
