import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { type ChaosRunDetails } from '@shop-platform/backstage-plugin-chaos-common';
import { useLocale } from '@shop-platform/ui-kit';
import { useId } from 'react';
import { type Phase, phasesOf } from '../../model/phases';
import { isOver } from '../../model/runs';
import { chaosTranslationRef } from '../../translation';
import styles from './RunPage.module.css';

function usePhaseText(isRunOver: boolean): (phase: Phase) => string {
  const { t } = useTranslationRef(chaosTranslationRef);
  const locale = useLocale();
  const time = (date: Date) =>
    new Intl.DateTimeFormat(locale, {
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
      second: '2-digit',
    }).format(date);
  return ({ from, to }) => {
    if (from && to) {
      return t('phase.fromUntil', { from: time(from), to: time(to) });
    }
    if (from) {
      return t('phase.from', { time: time(from) });
    }
    if (to) {
      return t('phase.until', { time: time(to) });
    }
    return isRunOver ? t('phase.never') : t('phase.notYet');
  };
}

/** How far a run is, and when each stretch of it began. */
export function Timeline({ details }: { details: ChaosRunDetails }) {
  const { t } = useTranslationRef(chaosTranslationRef);
  const phaseText = usePhaseText(isOver(details.run));
  const titleId = useId();
  return (
    <section aria-labelledby={titleId} className={styles.section}>
      <Text as="h2" id={titleId} variant="body-large" weight="bold">
        {t('details.timeline')}
      </Text>
      <ol className={styles.phases}>
        {phasesOf(details).map(phase => (
          <li
            key={phase.name}
            className={styles.phase}
            data-name={phase.name}
            data-reached={phase.from !== undefined || undefined}
            data-current={phase.isCurrent || undefined}
            aria-current={phase.isCurrent ? 'step' : undefined}
          >
            <span className={styles.name}>
              {t(`phase.${phase.name}`)}
              {phase.isCurrent && `, ${t('phase.now')}`}
            </span>
            <span className={styles.quiet}>{phaseText(phase)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
