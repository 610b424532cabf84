import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { type ChaosRunDetails } from '@shop-platform/backstage-plugin-chaos-common';
import { useId } from 'react';
import { chaosTranslationRef } from '../../translation';
import { EntityLink } from '../EntityLink';
import { LimitChart } from './LimitChart';
import styles from './RunPage.module.css';

/** What the verdict is going to stand on without anybody asking, as it is now. */
export function ImpliedChecks({ details }: { details: ChaosRunDetails }) {
  const { run, implied = [] } = details;
  const { t } = useTranslationRef(chaosTranslationRef);
  const titleId = useId();
  if (implied.length === 0 && run.state !== 'running') {
    return undefined;
  }
  return (
    <section aria-labelledby={titleId} className={styles.section}>
      <Text as="h2" id={titleId} variant="body-large" weight="bold">
        {t('steady.impliedTitle')}
      </Text>
      <p className={styles.quiet}>
        {implied.length > 0
          ? t('steady.impliedAbout')
          : t('steady.impliedNone')}
      </p>
      <div className={styles.charts}>
        {implied.map(check => (
          <LimitChart
            key={`${check.service} ${check.measure}`}
            run={run}
            title={`${check.service}: ${t(`measure.${check.measure}`)}`}
            check={check}
            wanted="atMost"
          >
            {check.entity ? (
              <EntityLink entityRef={check.entity} title={check.service} />
            ) : (
              check.service
            )}
            <span className={styles.quiet}>{t(`verdict.${check.role}`)}</span>
          </LimitChart>
        ))}
      </div>
    </section>
  );
}
