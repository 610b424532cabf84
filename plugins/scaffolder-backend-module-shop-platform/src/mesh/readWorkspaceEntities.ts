import {
  Entity,
  parseEntityRef,
  RELATION_CONSUMES_API,
  RELATION_DEPENDS_ON,
  RELATION_PART_OF,
  RELATION_PROVIDES_API,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { InputError, toError } from '@backstage/errors';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';

const FILE = 'catalog-info.yaml';

const refs = z
  .union([z.string(), z.array(z.string())])
  .default([])
  .transform(value => [value].flat());

const documentSchema = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({
    name: z.string(),
    namespace: z.string().default('default'),
    annotations: z.record(z.string(), z.string()).optional(),
  }),
  spec: z
    .looseObject({
      type: z.string().default(''),
      system: refs,
      dependsOn: refs,
      providesApis: refs,
      consumesApis: refs,
    })
    .optional(),
});

/** What the catalog makes of the fields of a spec, and which kind they name. */
const RELATIONS = [
  ['system', RELATION_PART_OF, 'system'],
  ['dependsOn', RELATION_DEPENDS_ON, undefined],
  ['providesApis', RELATION_PROVIDES_API, 'api'],
  ['consumesApis', RELATION_CONSUMES_API, 'api'],
] as const;

/**
 * The entities of all catalog-info.yaml files below a folder, with the relations
 * that the catalog would give them. They are as far as a service graph needs
 * them, since nobody has registered them yet.
 */
export async function readWorkspaceEntities(root: string): Promise<Entity[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter(entry => entry.isFile() && entry.name === FILE)
    .map(entry => join(entry.parentPath, entry.name))
    .sort();
  const entities = await Promise.all(
    paths.map(async path => {
      try {
        return parseAllDocuments(await readFile(path, 'utf8')).map(document =>
          toEntity(document.toJS()),
        );
      } catch (error) {
        throw new InputError(
          `${relative(root, path)}: ${toError(error).message}`,
        );
      }
    }),
  );
  return entities.flat();
}

function toEntity(document: unknown): Entity {
  const parsed = documentSchema.safeParse(document);
  if (!parsed.success) {
    throw new InputError(z.prettifyError(parsed.error));
  }
  const { apiVersion, kind, metadata, spec } = parsed.data;
  const { name, namespace, annotations } = metadata;
  return {
    apiVersion,
    kind,
    metadata: { name, namespace, annotations },
    spec: { type: spec?.type },
    relations: RELATIONS.flatMap(([field, type, defaultKind]) =>
      (spec?.[field] ?? []).map(ref => ({
        type,
        targetRef: stringifyEntityRef(
          parseEntityRef(ref, { defaultKind, defaultNamespace: namespace }),
        ),
      })),
    ),
  };
}
