import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import { type Region } from '@shop-platform/backstage-plugin-regions-common';
import {
  formatDuration,
  formatPercent,
  Status,
  useLocale,
} from '@shop-platform/ui-kit';
import { regionRouteRef } from '../../routes';
import { regionsTranslationRef } from '../../translation';
import {
  DatabaseValue,
  GatewayValue,
  PodsValue,
  ReadingCell,
  RestartsValue,
} from '../Readings';
import styles from './RegionsPage.module.css';

function RegionRow({ region }: { region: Region }) {
  const { t } = useTranslationRef(regionsTranslationRef);
  const locale = useLocale();
  const regionLink = useRouteRef(regionRouteRef);
  const { name, title, role, verdict, clusters, traffic } = region;
  const note = [title === name ? undefined : name, role && t(`role.${role}`)];

  return (
    <tr>
      <th scope="row">
        <Link href={regionLink?.({ name }) ?? '#'} weight="bold">
          {title}
        </Link>
        <span className={styles.note}>{note.filter(Boolean).join(', ')}</span>
      </th>
      <td data-label={t('table.verdict')}>
        <Status level={verdict.level} since={new Date(verdict.since)} />
      </td>
      <td data-label={t('table.pods')} className={styles.numeric}>
        <PodsValue clusters={clusters} />
      </td>
      <td data-label={t('table.restarts')} className={styles.numeric}>
        <RestartsValue clusters={clusters} />
      </td>
      <td data-label={t('table.gateway')}>
        <ReadingCell reading={region.gateway} absent={t('absent.gateway')}>
          {value => <GatewayValue value={value} />}
        </ReadingCell>
      </td>
      <td data-label={t('table.errors')} className={styles.numeric}>
        <ReadingCell reading={traffic} absent={t('absent.traffic')}>
          {({ errorRate }) =>
            errorRate === undefined
              ? t('value.noRequests')
              : formatPercent(errorRate, { locale })
          }
        </ReadingCell>
      </td>
      <td data-label={t('table.p95')} className={styles.numeric}>
        <ReadingCell reading={traffic} absent={t('absent.traffic')}>
          {({ p95Ms }) =>
            p95Ms === undefined
              ? t('value.noRequests')
              : formatDuration(p95Ms, { locale })
          }
        </ReadingCell>
      </td>
      <td data-label={t('table.database')}>
        <ReadingCell reading={region.database} absent={t('absent.database')}>
          {value => <DatabaseValue value={value} />}
        </ReadingCell>
      </td>
    </tr>
  );
}

/** Every region with what is read of it. */
export function RegionsTable({ regions }: { regions: readonly Region[] }) {
  const { t } = useTranslationRef(regionsTranslationRef);
  const label = t('table.label');

  return (
    <table className={styles.table} aria-label={label}>
      <thead>
        <tr>
          <th scope="col">{t('table.region')}</th>
          <th scope="col">{t('table.verdict')}</th>
          <th scope="col" className={styles.numeric}>
            {t('table.pods')}
          </th>
          <th scope="col" className={styles.numeric}>
            {t('table.restarts')}
          </th>
          <th scope="col">{t('table.gateway')}</th>
          <th scope="col" className={styles.numeric}>
            {t('table.errors')}
          </th>
          <th scope="col" className={styles.numeric}>
            {t('table.p95')}
          </th>
          <th scope="col">{t('table.database')}</th>
        </tr>
      </thead>
      <tbody>
        {regions.map(region => (
          <RegionRow key={region.name} region={region} />
        ))}
      </tbody>
    </table>
  );
}
