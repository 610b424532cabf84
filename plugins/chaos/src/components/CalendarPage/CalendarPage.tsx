import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Alert,
  Button,
  ButtonLink,
  Container,
  Header,
  Link,
  Text,
  ToggleButton,
  ToggleButtonGroup,
} from '@backstage/ui';
import {
  chaosReadPermission,
  type ChaosCalendar,
} from '@shop-platform/backstage-plugin-chaos-common';
import {
  EmptyState,
  Freshness,
  PageStates,
  SkeletonRows,
  useLocale,
} from '@shop-platform/ui-kit';
import { useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import { useCalendar } from '../../hooks/useChaos';
import {
  dayOf,
  entriesIn,
  entriesOf,
  isView,
  keyOf,
  type Period,
  periodOf,
  type View,
  VIEWS,
} from '../../model/calendar';
import { newRunRouteRef, rootRouteRef, schedulesRouteRef } from '../../routes';
import { chaosTranslationRef } from '../../translation';
import { BreakButton } from '../BreakButton';
import { SilentNotice } from '../SilentNotice';
import styles from './CalendarPage.module.css';
import { CalendarTable } from './CalendarTable';
import { MonthGrid } from './MonthGrid';
import { WeekGrid } from './WeekGrid';

const DAY_MS = 24 * 3_600_000;

/** What is looked at, in the link of the page. */
function usePeriod(): { period: Period; go: (to: Partial<Place>) => void } {
  const [link, setLink] = useSearchParams();
  const stated = link.get('view');
  const view = isView(stated) ? stated : 'month';
  const date = keyOf(dayOf(link.get('date'), new Date()));
  const period = useMemo(
    () => periodOf(view, dayOf(date, new Date())),
    [view, date],
  );
  const go = (to: Partial<Place>) =>
    setLink(
      previous => {
        const next = new URLSearchParams(previous);
        Object.entries({ view, date, ...to }).forEach(([name, value]) =>
          next.set(name, value),
        );
        return next;
      },
      { replace: true },
    );
  return { period, go };
}

type Place = { view: View; date: string };

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

/** What of the calendar is not told. */
function Gaps({ calendar }: { calendar: ChaosCalendar }) {
  const { often, hasMoreRuns, silent } = calendar;
  const { t } = useTranslationRef(chaosTranslationRef);
  const locale = useLocale();
  const moment = new Intl.DateTimeFormat(locale, {
    dateStyle: 'medium',
    timeStyle: 'short',
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

function Legend({ calendar }: { calendar: ChaosCalendar }) {
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
    calendar.closed,
    calendar.freezes,
    calendar.silent,
  ].every(({ length }) => length === 0);

/** What ran, what is planned, and when nothing may run. */
export function CalendarPage() {
  const { t } = useTranslationRef(chaosTranslationRef);
  const locale = useLocale();
  const all = useRouteRef(rootRouteRef)?.();
  const schedules = useRouteRef(schedulesRouteRef)?.();
  const newRun = useRouteRef(newRunRouteRef)?.();
  const { period, go } = usePeriod();
  const { state, refresh } = useCalendar(period.from, period.to);
  const title = titleOf(period, locale);

  return (
    <main>
      <Header
        title={t('calendar.title')}
        description={t('calendar.description')}
      />
      <Container>
        <div className={styles.head}>
          {all !== undefined && <Link href={all}>{t('page.title')}</Link>}
          {schedules !== undefined && (
            <Link href={schedules}>{t('standing.title')}</Link>
          )}
          {newRun !== undefined && (
            <BreakButton href={newRun}>{t('standing.new')}</BreakButton>
          )}
          {state.status === 'ready' && <Freshness asOf={state.asOf} />}
        </div>
        <div className={styles.head}>
          <Text as="h2" variant="title-x-small" weight="bold">
            {title}
          </Text>
          <Button
            size="small"
            variant="secondary"
            onPress={() => go({ date: period.previous })}
          >
            {t('calendar.previous')}
          </Button>
          <Button
            size="small"
            variant="secondary"
            onPress={() => go({ date: keyOf(new Date()) })}
          >
            {t('calendar.today')}
          </Button>
          <Button
            size="small"
            variant="secondary"
            onPress={() => go({ date: period.next })}
          >
            {t('calendar.next')}
          </Button>
          <ToggleButtonGroup
            aria-label={t('calendar.view')}
            selectionMode="single"
            disallowEmptySelection
            selectedKeys={[period.view]}
            onSelectionChange={keys => {
              const [chosen] = keys;
              if (isView(chosen)) {
                go({ view: chosen });
              }
            }}
          >
            {VIEWS.map(view => (
              <ToggleButton key={view} id={view} size="small">
                {t(`calendar.view.${view}`)}
              </ToggleButton>
            ))}
          </ToggleButtonGroup>
        </div>
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
      </Container>
    </main>
  );
}
