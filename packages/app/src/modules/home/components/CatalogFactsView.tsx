import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import { formatNumber, useLocale } from '@shop-platform/ui-kit';
import { portalTranslationRef } from '../../../translation';
import { COUNTED_KINDS, type CatalogFacts } from '../checks';
import styles from './HomePage.module.css';

const KIND_LABELS = {
  Domain: 'home.status.catalog.domains',
  System: 'home.status.catalog.systems',
  Component: 'home.status.catalog.components',
  API: 'home.status.catalog.apis',
  Resource: 'home.status.catalog.resources',
} as const;

/** How much the catalog holds, and the files that keep it from holding more. */
export function CatalogFactsView({
  facts: { counts, broken },
}: {
  facts: CatalogFacts;
}) {
  const { t } = useTranslationRef(portalTranslationRef);
  const locale = useLocale();

  return (
    <>
      {broken.length > 0 && (
        <ul className={styles.broken}>
          {broken.map(({ location, message }) => (
            <li key={location} title={message}>
              {t('home.status.catalog.broken', { location })}
            </li>
          ))}
        </ul>
      )}
      <dl className={styles.counts}>
        {COUNTED_KINDS.map(kind => (
          <div key={kind}>
            <dt>{t(KIND_LABELS[kind])}</dt>
            <dd>
              <Link
                standalone
                href={`/catalog?${new URLSearchParams({
                  'filters[kind]': kind.toLocaleLowerCase('en-US'),
                  'filters[user]': 'all',
                })}`}
              >
                {formatNumber(counts[kind], { locale })}
              </Link>
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}
