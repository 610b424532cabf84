import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { type ChaosRunDetails } from '@shop-platform/backstage-plugin-chaos-common';
import { useId } from 'react';
import { chaosTranslationRef } from '../../translation';
import { LimitChart } from './LimitChart';
import styles from './RunPage.module.css';

/** What has to hold, with what was seen of it so far. */
export function SteadyChecks({ details }: { details: ChaosRunDetails }) {
  const { run, checks = [] } = details;
  const { t } = useTranslationRef(chaosTranslationRef);
  const titleId = useId();
  if (checks.length === 0) {
    return undefined;
  }
  return (
    <section aria-labelledby={titleId} className={styles.section}>
      <Text as="h2" id={titleId} variant="body-large" weight="bold">
        {t('steady.title')}
      </Text>
      <div className={styles.charts}>
        {checks.map(check => (
          <LimitChart
            key={check.id}
            run={run}
            title={check.title}
            check={check}
            wanted={check.comparator}
          />
        ))}
      </div>
    </section>
  );
}
