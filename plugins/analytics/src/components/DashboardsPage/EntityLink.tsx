import { parseEntityRef } from '@backstage/catalog-model';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import {
  entityRouteRef,
  useEntityPresentation,
} from '@backstage/plugin-catalog-react';
import { Link } from '@backstage/ui';

/** An entity by the name that people know it by, its kind on hover. */
export function EntityLink({ entityRef }: { entityRef: string }) {
  const ref = parseEntityRef(entityRef);
  const link = useRouteRef(entityRouteRef);
  // Components and systems are told apart by what they are called.
  const { primaryTitle } = useEntityPresentation(entityRef, {
    defaultKind: ref.kind,
  });
  const href = link?.(ref);
  return href ? (
    <Link href={href} title={entityRef}>
      {primaryTitle}
    </Link>
  ) : (
    <span title={entityRef}>{primaryTitle}</span>
  );
}
