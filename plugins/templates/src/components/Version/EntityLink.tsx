import { parseEntityRef } from '@backstage/catalog-model';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { Link } from '@backstage/ui';

/** Leads to an entity of the catalog. */
export function EntityLink({ entityRef }: { entityRef: string }) {
  const entityLink = useRouteRef(entityRouteRef);
  const ref = parseEntityRef(entityRef);
  const href = entityLink?.(ref);
  return href ? <Link href={href}>{ref.name}</Link> : <>{ref.name}</>;
}
