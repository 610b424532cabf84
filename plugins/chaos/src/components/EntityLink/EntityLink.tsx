import { parseEntityRef } from '@backstage/catalog-model';
import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { Link } from '@backstage/ui';
import { Fragment } from 'react';
import { nameOf } from '../../model/names';
import { chaosTranslationRef } from '../../translation';

/** An entity by its name, linked to its page. */
export function EntityLink(props: { entityRef: string; title?: string }) {
  const { entityRef, title = nameOf(entityRef) } = props;
  const link = useRouteRef(entityRouteRef);
  const href = link?.(parseEntityRef(entityRef, { defaultKind: 'component' }));
  return href ? <Link href={href}>{title}</Link> : <>{title}</>;
}

/** Entities by their names, a comma between. */
export function EntityLinks(props: { entityRefs: readonly string[] }) {
  return (
    <>
      {props.entityRefs.map((ref, index) => (
        <Fragment key={ref}>
          {index > 0 && ', '}
          <EntityLink entityRef={ref} />
        </Fragment>
      ))}
    </>
  );
}

/** What is no ref may be anything: a name that somebody gave with kubectl. */
const REF = /^[a-z]+:[\w.-]+\/[\w.-]+$/i;

/** Who did it: a person, the portal, or somebody outside of it. */
export function PersonName({ person }: { person?: string }) {
  const { t } = useTranslationRef(chaosTranslationRef);
  if (person === undefined) {
    return <>{t('run.outside')}</>;
  }
  return REF.test(person) ? (
    <EntityLink entityRef={person} />
  ) : (
    <>{person === 'system' ? t('run.system') : person}</>
  );
}
