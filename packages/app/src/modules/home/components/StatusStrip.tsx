import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { notificationsApiRef } from '@backstage/plugin-notifications';
import { searchApiRef } from '@backstage/plugin-search-react';
import { techdocsApiRef } from '@backstage/plugin-techdocs-react';
import { Text } from '@backstage/ui';
import { portalTranslationRef } from '../../../translation';
import {
  checkCatalog,
  checkDocs,
  checkNotifications,
  checkSearch,
} from '../checks';
import { CatalogFactsView } from './CatalogFactsView';
import styles from './HomePage.module.css';
import { StatusTile } from './StatusTile';

/** How the parts of the portal are, from requests made as the reader. */
export function StatusStrip() {
  const { t } = useTranslationRef(portalTranslationRef);
  const catalogApi = useApi(catalogApiRef);
  const searchApi = useApi(searchApiRef);
  const techdocsApi = useApi(techdocsApiRef);
  const notificationsApi = useApi(notificationsApiRef);

  return (
    <section aria-labelledby="home-status">
      <Text
        as="h2"
        id="home-status"
        variant="title-x-small"
        weight="bold"
        className={styles.sectionTitle}
      >
        {t('home.status.title')}
      </Text>
      <div className={styles.tiles}>
        <StatusTile
          title={t('home.status.catalog.title')}
          href="/catalog"
          check={() => checkCatalog(catalogApi)}
          deps={[catalogApi]}
        >
          {({ facts }) => <CatalogFactsView facts={facts} />}
        </StatusTile>
        <StatusTile
          title={t('home.status.search.title')}
          href="/search"
          check={signal => checkSearch(searchApi, signal)}
          deps={[searchApi]}
        >
          {({ facts }) =>
            facts.hasResults
              ? t('home.status.search.answers')
              : t('home.status.search.empty')
          }
        </StatusTile>
        <StatusTile
          title={t('home.status.docs.title')}
          href="/docs"
          check={() => checkDocs(catalogApi, techdocsApi)}
          deps={[catalogApi, techdocsApi]}
        >
          {({ facts: { documented } }) =>
            documented === 0
              ? t('home.status.docs.none')
              : t('home.status.docs.documented', { count: documented })
          }
        </StatusTile>
        <StatusTile
          title={t('home.status.notifications.title')}
          href="/notifications"
          check={() => checkNotifications(notificationsApi)}
          deps={[notificationsApi]}
        >
          {({ facts: { unread } }) =>
            unread === 0
              ? t('home.status.notifications.none')
              : t('home.status.notifications.unread', { count: unread })
          }
        </StatusTile>
      </div>
    </section>
  );
}
