import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { VisuallyHidden } from '@backstage/ui';
import { type ChaosCalendar } from '@shop-platform/backstage-plugin-chaos-common';
import { useLocale } from '@shop-platform/ui-kit';
import {
  closedIn,
  entriesIn,
  type Entry,
  hoursOf,
  keyOf,
  type Period,
  type Span,
  within,
} from '../../model/calendar';
import { chaosTranslationRef } from '../../translation';
import styles from './CalendarPage.module.css';
import { EntryLine } from './Entries';

function HourCell(props: {
  hour: Span;
  calendar: ChaosCalendar;
  entries: readonly Entry[];
}) {
  const { hour, calendar, entries } = props;
  const { t } = useTranslationRef(chaosTranslationRef);
  const locale = useLocale();
  const closed = closedIn(calendar, hour);
  const freezes = within(calendar.freezes, hour);
  // A freeze is named where it begins to be on this page, and shaded further on.
  const named = freezes.filter(
    ({ from }) => new Date(from) >= hour.from || hour.from.getHours() === 0,
  );
  const found = entriesIn(entries, hour);
  const clock = new Intl.DateTimeFormat(locale, {
    timeStyle: 'short',
    hourCycle: 'h23',
  });
  return (
    <td
      data-closed={closed.length > 0 || undefined}
      data-frozen={freezes.length > 0 || undefined}
    >
      {closed.length > 0 && (
        <VisuallyHidden>
          {t('calendar.closedIn', { names: closed.join(', ') })}
        </VisuallyHidden>
      )}
      {(named.length > 0 || found.length > 0) && (
        <ul className={styles.lines}>
          {named.map(({ from, reason }) => (
            <li key={`${from} ${reason}`} className={styles.quiet}>
              {t('calendar.frozen', { reason })}
            </li>
          ))}
          {found.map(entry => (
            <li key={entry.key}>
              <span className={styles.number}>{clock.format(entry.at)}</span>{' '}
              <EntryLine entry={entry} />
            </li>
          ))}
        </ul>
      )}
    </td>
  );
}

/** A week by days and hours. */
export function WeekGrid(props: {
  title: string;
  period: Period;
  calendar: ChaosCalendar;
  entries: readonly Entry[];
  now: Date;
}) {
  const { title, period, calendar, entries, now } = props;
  const { t } = useTranslationRef(chaosTranslationRef);
  const locale = useLocale();
  const days = period.days.map(day => ({
    ...day,
    hours: hoursOf(day),
    entries: entriesIn(entries, day),
  }));
  const day = new Intl.DateTimeFormat(locale, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
  });
  const clock = new Intl.DateTimeFormat(locale, {
    timeStyle: 'short',
    hourCycle: 'h23',
  });
  const today = keyOf(now);
  return (
    <table className={`${styles.grid} ${styles.hours}`} aria-label={title}>
      <thead>
        <tr>
          <th scope="col">{t('calendar.hour')}</th>
          {days.map(({ key, from }) => (
            <th
              key={key}
              scope="col"
              data-today={key === today || undefined}
              aria-current={key === today ? 'date' : undefined}
            >
              {day.format(from)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {days[0]?.hours.map((hour, index) => (
          <tr key={hour.from.getHours()}>
            <th scope="row">{clock.format(hour.from)}</th>
            {days.map(({ key, hours, entries: own }) => {
              const at = hours[index];
              return at === undefined ? undefined : (
                <HourCell
                  key={key}
                  hour={at}
                  calendar={calendar}
                  entries={own}
                />
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
