import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonLink, Container, Header, Link } from '@backstage/ui';
import {
  chaosReadPermission,
  type ChaosCalendar,
  type ChaosGameDay,
} from '@shop-platform/backstage-plugin-chaos-common';
import {
  type AsyncState,
  EmptyState,
  Freshness,
  PageStates,
  SkeletonRows,
  useLocale,
} from '@shop-platform/ui-kit';
import { useMemo } from 'react';
import { useCalendar } from '../../hooks/useChaos';
import { entriesIn, entriesOf, keyOf, type Period } from '../../model/calendar';
import { newRunRouteRef, rootRouteRef, schedulesRouteRef } from '../../routes';
import { chaosTranslationRef } from '../../translation';
import { BreakButton } from '../BreakButton';
import { GameDayDialog, PlanButton } from '../GameDay';
import { Gaps, Legend } from './CalendarNotes';
import styles from './CalendarPage.module.css';
import { CalendarTable } from './CalendarTable';
import { MonthGrid } from './MonthGrid';
import { PeriodHead } from './PeriodHead';
import { usePeriod } from './usePeriod';
import { WeekGrid } from './WeekGrid';

const DAY_MS = 24 * 3_600_000;

/** `November 2026`, or the days of a week. */
function titleOf({ view, first, from, to }: Period, locale: string): string {
  return view === 'week'
    ? new Intl.DateTimeFormat(locale, {
        day: 'numeric',
        month: 'long',
        year: 'numeric',
      }).formatRange(from, new Date(to.getTime() - DAY_MS / 2))
    : new Intl.DateTimeFormat(locale, {
        month: 'long',
        year: 'numeric',
      }).format(first);
}

function CalendarView(props: {
  title: string;
  period: Period;
  calendar: ChaosCalendar;
}) {
  const { title, period, calendar } = props;
  const { t } = useTranslationRef(chaosTranslationRef);
  const entries = useMemo(
    () => entriesIn(entriesOf(calendar), period),
    [calendar, period],
  );
  const shown = { title, period, calendar, entries, now: new Date() };
  const table = <CalendarTable {...shown} />;
  return (
    <div className={styles.page}>
      <Gaps calendar={calendar} />
      {period.view === 'list' ? (
        table
      ) : (
        <>
          <div className={styles.wide}>
            <div className={styles.page}>
              {entries.length === 0 && <p>{t('calendar.nothing')}</p>}
              {period.view === 'week' ? (
                <WeekGrid {...shown} />
              ) : (
                <MonthGrid {...shown} />
              )}
              <Legend calendar={calendar} />
            </div>
          </div>
          <div className={styles.narrow}>{table}</div>
        </>
      )}
    </div>
  );
}

const isEmpty = (calendar: ChaosCalendar) =>
  [
    calendar.planned,
    calendar.runs,
    calendar.workflows,
    calendar.gameDays,
    calendar.closed,
    calendar.freezes,
    calendar.silent,
  ].every(({ length }) => length === 0);

/** Where one comes from, and what one can do. */
function PageHead(props: {
  state: AsyncState<ChaosCalendar>;
  near: Date;
  onPlanned: (day: ChaosGameDay) => void;
}) {
  const { state, near, onPlanned } = props;
  const { t } = useTranslationRef(chaosTranslationRef);
  const all = useRouteRef(rootRouteRef)?.();
  const schedules = useRouteRef(schedulesRouteRef)?.();
  const newRun = useRouteRef(newRunRouteRef)?.();
  return (
    <div className={styles.head}>
      {all !== undefined && <Link href={all}>{t('page.title')}</Link>}
      {schedules !== undefined && (
        <Link href={schedules}>{t('standing.title')}</Link>
      )}
      {newRun !== undefined && (
        <BreakButton href={newRun}>{t('standing.new')}</BreakButton>
      )}
      <PlanButton near={near} onDone={onPlanned} />
      {state.status === 'ready' && <Freshness asOf={state.asOf} />}
    </div>
  );
}

/** What ran, what is planned, and when nothing may run. */
export function CalendarPage() {
  const { t } = useTranslationRef(chaosTranslationRef);
  const locale = useLocale();
  const newRun = useRouteRef(newRunRouteRef)?.();
  const { period, day, gameDay, go, closeGameDay } = usePeriod();
  const { state, refresh } = useCalendar(period.from, period.to);
  const title = titleOf(period, locale);
  const opened =
    state.status === 'ready'
      ? state.value.gameDays.find(({ id }) => id === gameDay)
      : undefined;
  // Where it was moved to another time, the calendar goes with it.
  const follow = ({ id, at }: ChaosGameDay) => {
    go({ date: keyOf(new Date(at)), gameDay: id });
    refresh();
  };

  return (
    <main>
      <Header
        title={t('calendar.title')}
        description={t('calendar.description')}
      />
      <Container>
        <PageHead state={state} near={day} onPlanned={follow} />
        <PeriodHead title={title} period={period} go={go} />
        <PageStates
          state={state}
          subject={t('calendar.subject')}
          skeleton={<SkeletonRows count={6} />}
          isEmpty={isEmpty}
          empty={
            <EmptyState
              title={t('calendar.emptyTitle')}
              description={t('calendar.emptyDescription')}
              action={
                newRun !== undefined && (
                  <ButtonLink variant="primary" href={newRun}>
                    {t('standing.new')}
                  </ButtonLink>
                )
              }
            />
          }
          permission={chaosReadPermission}
          onRetry={refresh}
        >
          {calendar => (
            <CalendarView title={title} period={period} calendar={calendar} />
          )}
        </PageStates>
        {opened && (
          <GameDayDialog day={opened} onClose={closeGameDay} onDone={follow} />
        )}
      </Container>
    </main>
  );
}
