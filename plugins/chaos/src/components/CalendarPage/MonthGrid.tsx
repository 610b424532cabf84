import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link, VisuallyHidden } from '@backstage/ui';
import { type ChaosCalendar } from '@shop-platform/backstage-plugin-chaos-common';
import { useLocale } from '@shop-platform/ui-kit';
import {
  closedIn,
  entriesIn,
  type Entry,
  keyOf,
  linesOf,
  type Day,
  type Line,
  type Period,
  within,
} from '../../model/calendar';
import { chaosTranslationRef } from '../../translation';
import styles from './CalendarPage.module.css';
import {
  PlanLink,
  PlanState,
  RunLink,
  RunResult,
  WorkflowLink,
} from './Entries';
import { GameDayLink, GameDayState } from '../GameDay';
import { StandingPhase } from '../SchedulesPage';

const WEEK = 7;
/** More than these stand in the week. */
const MOST_LINES = 4;

function LineView(props: { line: Line; weekOf: string }) {
  const { line, weekOf } = props;
  const { t } = useTranslationRef(chaosTranslationRef);
  const locale = useLocale();
  switch (line.type) {
    case 'run':
      return (
        <>
          <RunLink run={line.run} /> <RunResult run={line.run} />
        </>
      );
    case 'runs':
      return (
        <>
          <Link href={weekOf}>{t('calendar.runs', { count: line.count })}</Link>{' '}
          <RunResult run={line.like} />
        </>
      );
    case 'workflow':
      return (
        <>
          <WorkflowLink item={line.item} /> <StandingPhase item={line.item} />
        </>
      );
    case 'game-day':
      return (
        <>
          {new Intl.DateTimeFormat(locale, {
            timeStyle: 'short',
            hourCycle: 'h23',
          }).format(new Date(line.day.at))}{' '}
          <GameDayLink day={line.day} /> <GameDayState day={line.day} />
        </>
      );
    default:
      return (
        <>
          {new Intl.DateTimeFormat(locale, {
            timeStyle: 'short',
            hourCycle: 'h23',
          }).format(new Date(line.plan.at))}{' '}
          <PlanLink plan={line.plan} />
          {line.count > 1 && ` × ${line.count}`}
          {line.plan.refusal && (
            <>
              {' '}
              <PlanState plan={line.plan} />
            </>
          )}
        </>
      );
  }
}

function DayCell(props: {
  day: Day;
  period: Period;
  calendar: ChaosCalendar;
  entries: readonly Entry[];
  today: string;
}) {
  const { day, period, calendar, entries, today } = props;
  const { t } = useTranslationRef(chaosTranslationRef);
  const locale = useLocale();
  const lines = linesOf(entriesIn(entries, day));
  const freezes = within(calendar.freezes, day);
  const closed = closedIn(calendar, day);
  const isToday = day.key === today;
  const weekOf = `?${new URLSearchParams({ view: 'week', date: day.key })}`;
  const isOther = day.from.getMonth() !== period.first.getMonth();

  return (
    <td
      data-today={isToday || undefined}
      data-closed={closed.length > 0 || undefined}
      data-frozen={freezes.length > 0 || undefined}
      aria-current={isToday ? 'date' : undefined}
    >
      <span className={styles.number}>
        {new Intl.DateTimeFormat(
          locale,
          isOther ? { day: 'numeric', month: 'short' } : { day: 'numeric' },
        ).format(day.from)}
      </span>
      {closed.length > 0 && (
        <VisuallyHidden>
          {t('calendar.closedIn', { names: closed.join(', ') })}
        </VisuallyHidden>
      )}
      <ul className={styles.lines}>
        {freezes.map(({ from, reason }) => (
          <li key={`${from} ${reason}`} className={styles.quiet}>
            {t('calendar.frozen', { reason })}
          </li>
        ))}
        {lines.slice(0, MOST_LINES).map(line => (
          <li key={line.key}>
            <LineView line={line} weekOf={weekOf} />
          </li>
        ))}
        {lines.length > MOST_LINES && (
          <li>
            <Link href={weekOf}>
              {t('calendar.more', { count: lines.length - MOST_LINES })}
            </Link>
          </li>
        )}
      </ul>
    </td>
  );
}

/** A month by weeks. */
export function MonthGrid(props: {
  title: string;
  period: Period;
  calendar: ChaosCalendar;
  entries: readonly Entry[];
  now: Date;
}) {
  const { title, period, now } = props;
  const locale = useLocale();
  const { days } = period;
  const weeks = Array.from({ length: days.length / WEEK }, (_, index) =>
    days.slice(index * WEEK, (index + 1) * WEEK),
  );
  const weekday = new Intl.DateTimeFormat(locale, { weekday: 'short' });
  return (
    <table className={styles.grid} aria-label={title}>
      <thead>
        <tr>
          {days.slice(0, WEEK).map(({ key, from }) => (
            <th key={key} scope="col">
              {weekday.format(from)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map(week => (
          <tr key={week[0]?.key}>
            {week.map(day => (
              <DayCell key={day.key} {...props} day={day} today={keyOf(now)} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
