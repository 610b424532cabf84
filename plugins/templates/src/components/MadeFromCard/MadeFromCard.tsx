import { stringifyEntityRef } from '@backstage/catalog-model';
import {
  useApi,
  useRouteRef,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Link, Text } from '@backstage/ui';
import { PageStates, TitledCard, useAsyncData } from '@shop-platform/ui-kit';
import { templatesApiRef } from '../../api';
import { withVersions, type VersionedRendering } from '../../model/versions';
import { rootRouteRef } from '../../routes';
import { templatesTranslationRef } from '../../translation';
import { ChangesSince, UpgradeLink, VersionState } from '../Version';
import styles from './MadeFromCard.module.css';

function MadeFrom({
  rendering,
  entityRef,
}: {
  rendering: VersionedRendering;
  entityRef: string;
}) {
  const { t } = useTranslationRef(templatesTranslationRef);
  const { title, version, since } = rendering;
  return (
    <li>
      <div className={styles.head}>
        <Text weight="bold">
          {t('card.madeFrom', { template: title, version })}
        </Text>
        <VersionState rendering={rendering} />
      </div>
      <ChangesSince since={since} isOpen />
      <UpgradeLink rendering={{ ...rendering, entityRefs: [entityRef] }} />
    </li>
  );
}

/**
 * Which version of a template an entity was made from, and what changed since.
 * Most entities were made from none, so nothing is there before that is known.
 */
export function MadeFromCard() {
  const { t } = useTranslationRef(templatesTranslationRef);
  const api = useApi(templatesApiRef);
  const pageLink = useRouteRef(rootRouteRef);
  const { entity } = useEntity();
  const entityRef = stringifyEntityRef(entity);
  const { state, refresh } = useAsyncData(
    signal => api.getRenderings({ entityRef }, { signal }),
    [api, entityRef],
  );
  const isMadeFromNone =
    state.status === 'ready' &&
    state.value.renderings.length === 0 &&
    state.value.unanswered.length === 0;
  if (state.status === 'loading' || isMadeFromNone) {
    return null;
  }

  return (
    <TitledCard title={t('card.title')}>
      <PageStates
        state={state}
        subject={t('card.subject')}
        skeleton={null}
        missingParts={({ unanswered: [first] }) =>
          first && {
            missing: [first.repository],
            since: new Date(first.since),
            error: new Error(first.message),
          }
        }
        onRetry={refresh}
      >
        {found => (
          <ul className={styles.list}>
            {withVersions(found).map(rendering => (
              <MadeFrom
                key={rendering.manifest}
                rendering={rendering}
                entityRef={entityRef}
              />
            ))}
          </ul>
        )}
      </PageStates>
      <p className={styles.more}>
        <Link href={pageLink?.() ?? '#'}>{t('card.all')}</Link>
      </p>
    </TitledCard>
  );
}
