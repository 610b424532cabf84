import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import {
  type RegionCluster,
  type RegionWorkload,
  type RegionWorkloads,
} from '@shop-platform/backstage-plugin-regions-common';
import { formatNumber, useLocale } from '@shop-platform/ui-kit';
import { useId } from 'react';
import { regionsTranslationRef } from '../../translation';
import { ImageName } from '../ImageName';
import { ReadingView } from '../Readings';
import styles from './RegionPage.module.css';

function WorkloadsTable(props: { cluster: string; items: RegionWorkload[] }) {
  const { cluster, items } = props;
  const { t } = useTranslationRef(regionsTranslationRef);
  const label = t('region.workloads', { name: cluster });

  return (
    <table className={styles.table} aria-label={label}>
      <thead>
        <tr>
          <th scope="col">{t('region.workload')}</th>
          <th scope="col">{t('region.namespace')}</th>
          <th scope="col" className={styles.numeric}>
            {t('region.pods')}
          </th>
          <th scope="col">{t('region.images')}</th>
        </tr>
      </thead>
      <tbody>
        {items.map(({ namespace, name, podsReady, podsDesired, images }) => (
          <tr
            key={`${namespace}/${name}`}
            data-lacks={podsReady < podsDesired || undefined}
          >
            <th scope="row">{name}</th>
            <td>{namespace}</td>
            <td className={styles.numeric}>
              {t('value.of', {
                ready: String(podsReady),
                desired: String(podsDesired),
              })}
            </td>
            <td className={styles.images}>
              {images.map(image => (
                <div key={image}>
                  <ImageName image={image} />
                </div>
              ))}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function WorkloadsValue(props: { cluster: string; value: RegionWorkloads }) {
  const { cluster, value } = props;
  const { t } = useTranslationRef(regionsTranslationRef);
  const locale = useLocale();
  const { items = value.notReady } = value;

  return (
    <>
      <dl className={styles.numbers}>
        <div>
          <dt>{t('region.pods')}</dt>
          <dd>
            {t('value.of', {
              ready: String(value.podsReady),
              desired: String(value.podsDesired),
            })}
          </dd>
        </div>
        <div>
          <dt>{t('region.restarts')}</dt>
          <dd>{formatNumber(value.restartsLastHour, { locale })}</dd>
        </div>
      </dl>
      {items.length > 0 ? (
        <WorkloadsTable cluster={cluster} items={items} />
      ) : (
        <p className={styles.quiet}>{t('region.noWorkloads')}</p>
      )}
    </>
  );
}

/** The workloads of one cluster, those that lack pods marked. */
export function ClusterSection({ cluster }: { cluster: RegionCluster }) {
  const { t } = useTranslationRef(regionsTranslationRef);
  const titleId = useId();

  return (
    <section aria-labelledby={titleId}>
      <Text as="h2" id={titleId} variant="body-large" weight="bold">
        {t('region.cluster', { name: cluster.title })}
      </Text>
      <ReadingView reading={cluster.workloads} absent="">
        {value => <WorkloadsValue cluster={cluster.title} value={value} />}
      </ReadingView>
    </section>
  );
}
