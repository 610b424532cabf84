import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert } from '@backstage/ui';
import { type ChaosCalendar } from '@shop-platform/backstage-plugin-chaos-common';
import { useLocale } from '@shop-platform/ui-kit';
import { chaosTranslationRef } from '../../translation';
import { SilentNotice } from '../SilentNotice';
import styles from './CalendarPage.module.css';

/** What of the calendar is not told. */
export function Gaps({ calendar }: { calendar: ChaosCalendar }) {
  const { often, hasMoreRuns, hasMoreGameDays, silent } = calendar;
  const { t } = useTranslationRef(chaosTranslationRef);
  const locale = useLocale();
  const moment = new Intl.DateTimeFormat(locale, {
    dateStyle: 'medium',
    timeStyle: 'short',
    hourCycle: 'h23',
  });
  const gaps = [
    ...often.map(({ cluster, name, until }) =>
      t('calendar.often', {
        name,
        cluster,
        time: moment.format(new Date(until)),
      }),
    ),
    ...(hasMoreRuns ? [t('calendar.moreRuns')] : []),
    ...(hasMoreGameDays ? [t('calendar.moreGameDays')] : []),
  ];
  return (
    <>
      <SilentNotice silent={silent} description={t('standing.silent')} />
      {gaps.length > 0 && (
        <Alert
          role="status"
          status="info"
          icon
          title={t('calendar.gaps')}
          description={
            <ul>
              {gaps.map(gap => (
                <li key={gap}>{gap}</li>
              ))}
            </ul>
          }
        />
      )}
    </>
  );
}

/** What the shades mean. */
export function Legend({ calendar }: { calendar: ChaosCalendar }) {
  const { t } = useTranslationRef(chaosTranslationRef);
  const { closed, freezes } = calendar;
  if (closed.length === 0 && freezes.length === 0) {
    return undefined;
  }
  return (
    <p className={styles.legend}>
      {closed.length > 0 && (
        <span>
          <i className={styles.sign} data-closed aria-hidden="true" />
          {t('calendar.closed')}
        </span>
      )}
      {freezes.length > 0 && (
        <span>
          <i className={styles.sign} data-frozen aria-hidden="true" />
          {t('calendar.freezes')}
        </span>
      )}
    </p>
  );
}
