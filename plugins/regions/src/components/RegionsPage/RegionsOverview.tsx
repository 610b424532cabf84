import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Link, Text } from '@backstage/ui';
import { type Region } from '@shop-platform/backstage-plugin-regions-common';
import { Status, useLocale } from '@shop-platform/ui-kit';
import { useId } from 'react';
import { useFindingText } from '../../hooks/useFindingText';
import { silentClusters } from '../../model/regions';
import { regionRouteRef } from '../../routes';
import { regionsTranslationRef } from '../../translation';
import { RegionsMap } from '../RegionsMap';
import styles from './RegionsPage.module.css';
import { RegionsTable } from './RegionsTable';

/** Names the clusters that are not heard, with their reasons. */
function SilentNotice({ regions }: { regions: readonly Region[] }) {
  const { t } = useTranslationRef(regionsTranslationRef);
  const locale = useLocale();
  const silent = silentClusters(regions.flatMap(({ clusters }) => clusters));
  return silent.length === 0 ? undefined : (
    <Alert
      role="status"
      status="warning"
      icon
      title={t('page.silentTitle', {
        names: new Intl.ListFormat(locale).format(
          silent.map(({ title }) => title),
        ),
      })}
      description={t('page.silentDescription')}
    />
  );
}

/** The regions that are not healthy: how, since when, and why. */
function Attention({ unwell }: { unwell: readonly Region[] }) {
  const findingText = useFindingText();
  const regionLink = useRouteRef(regionRouteRef);
  return (
    <ul className={styles.attention}>
      {unwell.map(({ name, title, verdict }) => (
        <li key={name}>
          <Link href={regionLink?.({ name }) ?? '#'} weight="bold">
            {title}
          </Link>
          <Status level={verdict.level} since={new Date(verdict.since)} />
          <ul className={styles.findings}>
            {verdict.findings.map((finding, index) => (
              <li key={index}>{findingText(finding)}</li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  );
}

/** In a sentence; and what needs attention, where anything does. */
function Verdict({ regions }: { regions: readonly Region[] }) {
  const { t } = useTranslationRef(regionsTranslationRef);
  const titleId = useId();
  const total = regions.length;
  const unwell = regions.filter(({ verdict }) => verdict.level !== 'healthy');

  if (unwell.length === 0) {
    return (
      <div>
        <Text as="p" variant="title-small" weight="bold">
          {t('page.allWell', { count: total })}
        </Text>
        <p className={styles.quiet}>{t('page.nothing')}</p>
      </div>
    );
  }
  return (
    <section aria-labelledby={titleId}>
      <Text as="p" variant="title-small" weight="bold">
        {t('page.some', {
          healthy: String(total - unwell.length),
          total: String(total),
        })}
      </Text>
      <Text as="h2" id={titleId} variant="body-large" weight="bold">
        {t('page.attention')}
      </Text>
      <Attention unwell={unwell} />
    </section>
  );
}

/** How all regions are: in a sentence, on the map, why, and in a table. */
export function RegionsOverview({ regions }: { regions: Region[] }) {
  const { t } = useTranslationRef(regionsTranslationRef);
  const tableId = useId();

  return (
    <div className={styles.page}>
      <SilentNotice regions={regions} />
      <div className={styles.top}>
        <RegionsMap regions={regions} />
        <Verdict regions={regions} />
      </div>
      <section aria-labelledby={tableId}>
        <Text as="h2" id={tableId} variant="title-x-small" weight="bold">
          {t('table.title')}
        </Text>
        <RegionsTable regions={regions} />
        <p className={styles.quiet}>{t('table.window')}</p>
      </section>
    </div>
  );
}
