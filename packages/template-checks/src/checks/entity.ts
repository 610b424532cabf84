import {
  DefaultNamespaceEntityPolicy,
  Entity,
  EntityPolicies,
  FieldFormatEntityPolicy,
  NoForeignRootFieldsEntityPolicy,
  SchemaValidEntityPolicy,
} from '@backstage/catalog-model';
import { z } from 'zod';

const entitySchema = z
  .object({
    apiVersion: z.string(),
    kind: z.string(),
    metadata: z.object({ name: z.string() }).catchall(z.json()),
    spec: z.record(z.string(), z.json()).optional(),
  })
  .catchall(z.json());

const policies = EntityPolicies.allOf([
  new SchemaValidEntityPolicy(),
  new DefaultNamespaceEntityPolicy(),
  new NoForeignRootFieldsEntityPolicy(),
  new FieldFormatEntityPolicy(),
]);

/**
 * Reads an entity as the catalog does, before it looks at the kind.
 *
 * @public
 */
export async function parseEntity(value: unknown): Promise<Entity> {
  const entity = entitySchema.parse(value);
  return (await policies.enforce(entity)) ?? entity;
}
