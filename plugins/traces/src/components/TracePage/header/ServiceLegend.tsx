import { formatPercent } from '@shop-platform/ui-kit';
import { useState } from 'react';
import { type ServiceStatistics, type TraceModel } from '../../../model/trace';
import { useServiceColor } from '../../ServiceColors';
import { type TraceText } from '../hooks/useTraceText';
import styles from './TraceHeader.module.css';

const SHOWN_AT_FIRST = 8;
const LEAST_TELLING_SHARE = 0.01;

function ServiceChip(props: {
  statistics: ServiceStatistics;
  criticalUs: number;
  onFind(service: string): void;
  text: TraceText;
}) {
  const { statistics, criticalUs, onFind, text } = props;
  const { t, locale } = text;
  const colorOf = useServiceColor();
  const { service, isRestricted, spanCount, errorCount } = statistics;
  const ratio = criticalUs > 0 ? statistics.criticalUs / criticalUs : 0;
  const isTelling = ratio >= LEAST_TELLING_SHARE;
  const share = formatPercent(Math.round(ratio * 100) / 100, { locale });
  const errors = t('tracePage.services.errors', { count: errorCount });
  const details = [
    t('tracePage.services.find', {
      service: text.service(statistics),
      count: spanCount,
    }),
    t('tracePage.services.share', {
      share,
      self: text.duration(statistics.selfUs),
    }),
    ...(errorCount > 0 ? [errors] : []),
  ].join('; ');
  return (
    <li>
      <button
        type="button"
        className={styles.chip}
        title={details}
        disabled={!service}
        onClick={() => onFind(service)}
      >
        <span
          className={styles.dot}
          style={{ color: isRestricted ? undefined : colorOf(service) }}
        />
        {text.service(statistics)}{' '}
        {isTelling && <span className={styles.secondary}>{`${share} `}</span>}
        {errorCount > 0 && <span className={styles.errors}>{errors}</span>}
      </button>
    </li>
  );
}

/** Which colour is which service, and how much of the waiting each caused. */
export function ServiceLegend(props: {
  model: TraceModel;
  onFind(service: string): void;
  text: TraceText;
}) {
  const { model, onFind, text } = props;
  const { services } = model;
  const [isWhole, setIsWhole] = useState(false);
  const shown = isWhole ? services : services.slice(0, SHOWN_AT_FIRST);
  const criticalUs = services.reduce((sum, one) => sum + one.criticalUs, 0);
  const hiddenCount = services.length - shown.length;
  return (
    <ul
      className={styles.legend}
      aria-label={text.t('tracePage.services.title')}
    >
      {shown.map(statistics => (
        <ServiceChip
          key={`${statistics.isRestricted} ${statistics.service}`}
          statistics={statistics}
          criticalUs={criticalUs}
          onFind={onFind}
          text={text}
        />
      ))}
      {hiddenCount > 0 && (
        <li>
          <button
            type="button"
            className={styles.chip}
            onClick={() => setIsWhole(true)}
          >
            {text.t('tracePage.services.more', {
              hidden: String(hiddenCount),
            })}
          </button>
        </li>
      )}
    </ul>
  );
}
