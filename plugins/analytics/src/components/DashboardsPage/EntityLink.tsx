import { parseEntityRef } from '@backstage/catalog-model';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { Link } from '@backstage/ui';

const USUAL_NAMESPACE = 'default';

/** An entity by its name, with its kind, and its namespace where that is another one than usual. */
export function EntityLink(props: { entityRef: string }) {
  const ref = parseEntityRef(props.entityRef);
  const link = useRouteRef(entityRouteRef);
  const { kind, namespace, name } = ref;
  const text =
    namespace === USUAL_NAMESPACE
      ? `${kind}:${name}`
      : `${kind}:${namespace}/${name}`;
  const href = link?.(ref);
  return href ? <Link href={href}>{text}</Link> : <>{text}</>;
}
