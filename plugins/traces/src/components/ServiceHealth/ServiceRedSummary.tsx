import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Skeleton } from '@backstage/ui';
import { Freshness, serviceColor, Sparkline } from '@shop-platform/ui-kit';
import { tracesTranslationRef } from '../../translation';
import styles from './ServiceHealth.module.css';
import { ServiceRedStates } from './ServiceRedStates';
import { totalText, useRedMeasures } from './useRedTexts';

const SKELETON_HEIGHT = 84;

/** Rate, errors and p95 of a service as three numbers with their courses. */
export function ServiceRedSummary(props: { service: string }) {
  const { service } = props;
  const { t } = useTranslationRef(tracesTranslationRef);
  const measures = useRedMeasures();

  return (
    <ServiceRedStates
      service={service}
      skeleton={<Skeleton width="100%" height={SKELETON_HEIGHT} />}
    >
      {(red, asOf) => (
        <>
          <dl className={styles.numbers}>
            {measures.map(measure => {
              const value = totalText(measure, red);
              return (
                <div key={measure.id}>
                  <dt>{measure.title}</dt>
                  <dd>
                    <span
                      className={styles.number}
                      title={String(measure.total(red) ?? '')}
                    >
                      {value}
                    </span>
                    <Sparkline
                      label={t('red.sparkline', {
                        title: measure.title,
                        value,
                      })}
                      color={serviceColor(service)}
                      values={red.points.map(measure.at)}
                    />
                  </dd>
                </div>
              );
            })}
          </dl>
          <p className={styles.note}>
            {t('red.window')} · <Freshness asOf={asOf} />
            {red.sources.length > 1 && <span>{t('red.several')}</span>}
          </p>
        </>
      )}
    </ServiceRedStates>
  );
}
