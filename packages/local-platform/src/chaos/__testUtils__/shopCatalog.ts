import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Entity, parseEntityRef } from '@backstage/catalog-model';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';

/** As much as is needed of what a service says of itself. */
const entitySchema = z.object({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.object({
    name: z.string(),
    annotations: z.record(z.string(), z.string()).default({}),
  }),
  spec: z.object({
    dependsOn: z.array(z.string()).default([]),
    providesApis: z.array(z.string()).default([]),
    consumesApis: z.array(z.string()).default([]),
  }),
});
type Read = z.infer<typeof entitySchema>;

const refOf = ({ kind, metadata }: Read) =>
  `${kind.toLocaleLowerCase('en-US')}:default/${metadata.name}`;
const fullRef = (ref: string, defaultKind: string) => {
  const { kind, namespace, name } = parseEntityRef(ref, {
    defaultKind,
    defaultNamespace: 'default',
  });
  return `${kind.toLocaleLowerCase('en-US')}:${namespace}/${name}`;
};

/** The components and APIs of the shop's services, related as the catalog relates them. */
export function readShopCatalog(servicesFolder: string): Entity[] {
  const read = readdirSync(servicesFolder).flatMap(name =>
    parseAllDocuments(
      readFileSync(join(servicesFolder, name, 'catalog-info.yaml'), 'utf8'),
    ).map(document => entitySchema.parse(document.toJS())),
  );
  /** Those that name one in a field. */
  const naming = (
    field: 'dependsOn' | 'consumesApis',
    entity: Read,
    defaultKind: string,
  ) =>
    read
      .filter(({ spec }) =>
        spec[field].some(ref => fullRef(ref, defaultKind) === refOf(entity)),
      )
      .map(refOf);
  return read.map(entity => ({
    apiVersion: entity.apiVersion,
    kind: entity.kind,
    metadata: entity.metadata,
    relations: [
      ...naming('dependsOn', entity, 'component').map(targetRef => ({
        type: 'dependencyOf',
        targetRef,
      })),
      ...naming('consumesApis', entity, 'api').map(targetRef => ({
        type: 'apiConsumedBy',
        targetRef,
      })),
      ...entity.spec.providesApis.map(ref => ({
        type: 'providesApi',
        targetRef: fullRef(ref, 'api'),
      })),
    ],
  }));
}
