import { parseEntityRef } from '@backstage/catalog-model';

const USUAL_NAMESPACE = 'default';

/** The name of an entity, with its namespace where that is another one than usual. */
export function nameOf(entityRef: string): string {
  const { namespace, name } = parseEntityRef(entityRef, {
    defaultKind: 'component',
  });
  return namespace === USUAL_NAMESPACE ? name : `${namespace}/${name}`;
}
