import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { type ChaosCluster } from '@shop-platform/backstage-plugin-chaos-common';
import { useLocale } from '@shop-platform/ui-kit';
import { regionPlace, sharedRegions } from '../../model/levers';
import { chaosTranslationRef } from '../../translation';
import styles from './ChaosPage.module.css';
import { ArmButton, HaltButton } from './LeverButtons';

/** The lever of each region that has several clusters. */
export function RegionLevers(props: {
  clusters: readonly ChaosCluster[];
  /** Why, for who halts one. */
  reason: string;
  onDone: () => void;
}) {
  const { clusters, reason, onDone } = props;
  const { t } = useTranslationRef(chaosTranslationRef);
  const locale = useLocale();
  const regions = sharedRegions(clusters);
  if (regions.length === 0) {
    return undefined;
  }
  return (
    <ul className={styles.regions} aria-label={t('levers.regions')}>
      {regions.map(({ name, clusters: own }) => {
        const place = regionPlace(name);
        return (
          <li key={name}>
            <span className={styles.region}>
              <strong>{name}</strong>{' '}
              <span className={styles.quiet}>
                {new Intl.ListFormat(locale).format(
                  own.map(({ title }) => title),
                )}
              </span>
            </span>
            {own.some(({ halt }) => !halt) && (
              <HaltButton place={place} reason={reason} onDone={onDone} />
            )}
            {own.some(({ halt }) => halt) && (
              <ArmButton place={place} onDone={onDone} />
            )}
          </li>
        );
      })}
    </ul>
  );
}
