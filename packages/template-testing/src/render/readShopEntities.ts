import {
  Entity,
  parseEntityRef,
  RELATION_CONSUMES_API,
  RELATION_DEPENDS_ON,
  RELATION_PART_OF,
  RELATION_PROVIDES_API,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';

const refs = z.union([z.string(), z.array(z.string())]).optional();

const documentSchema = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({ name: z.string() }),
  spec: z
    .looseObject({
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
 * The entities of the shop with the relations that templates ask for, so that a
 * template that reads the catalog renders the same here every time.
 */
export function readShopEntities(root: string): Entity[] {
  const services = join(root, 'services');
  const files = [
    join(root, 'systems.yaml'),
    join(root, 'resources.yaml'),
    ...readdirSync(services)
      .sort()
      .map(name => join(services, name, 'catalog-info.yaml')),
  ];
  return files.flatMap(file =>
    parseAllDocuments(readFileSync(file, 'utf8')).map(document =>
      toEntity(document.toJS()),
    ),
  );
}

function toEntity(document: unknown): Entity {
  const { apiVersion, kind, metadata, spec } = documentSchema.parse(document);
  return {
    apiVersion,
    kind,
    metadata: {
      name: metadata.name,
      namespace: 'default',
      annotations: z
        .record(z.string(), z.string())
        .optional()
        .parse(metadata.annotations),
    },
    spec: { type: z.string().default('').parse(spec?.type) },
    relations: RELATIONS.flatMap(([field, type, defaultKind]) =>
      [spec?.[field] ?? []].flat().map(ref => ({
        type,
        targetRef: stringifyEntityRef(parseEntityRef(ref, { defaultKind })),
      })),
    ),
  };
}
