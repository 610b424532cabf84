import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { type ChaosCalendar } from '@shop-platform/backstage-plugin-chaos-common';
import { type Entry } from '../../model/calendar';
import { kindOf } from '../../model/runs';
import { nameOf } from '../../model/names';
import { chaosTranslationRef } from '../../translation';
import { GameDayLink, GameDayState } from '../GameDay';
import { NextRun, StandingPhase } from '../SchedulesPage';
import styles from './CalendarPage.module.css';
import {
  PlanLink,
  PlanState,
  RunLink,
  RunResult,
  WorkflowLink,
} from './Entries';

type Row = {
  key: string;
  at: string;
  name: JSX.Element;
  what: string;
  state: JSX.Element;
  note?: string;
  where: string;
};

function rowOf(entry: Entry): Row {
  const { key } = entry;
  const at = entry.at.toISOString();
  switch (entry.type) {
    case 'run': {
      const { run } = entry;
      return {
        key,
        at,
        name: <RunLink run={run} />,
        what: kindOf(run),
        state: <RunResult run={run} />,
        where: run.cluster,
      };
    }
    case 'workflow': {
      const { item } = entry;
      return {
        key,
        at,
        name: <WorkflowLink item={item} />,
        what: item.kind,
        state: <StandingPhase item={item} />,
        where: item.cluster,
      };
    }
    case 'game-day': {
      const { day } = entry;
      return {
        key,
        at,
        name: <GameDayLink day={day} />,
        what: [day.namespace, ...day.people.map(nameOf)].join(', '),
        state: <GameDayState day={day} />,
        where: day.cluster,
      };
    }
    default: {
      const { plan } = entry;
      return {
        key,
        at,
        name: <PlanLink plan={plan} />,
        what: plan.what.join(', '),
        state: <PlanState plan={plan} />,
        ...(plan.refusal ? { note: plan.refusal.reason } : {}),
        where: plan.cluster,
      };
    }
  }
}

/** When nothing may run, as text. */
function Closed({ calendar }: { calendar: ChaosCalendar }) {
  const { t } = useTranslationRef(chaosTranslationRef);
  const { closed, freezes } = calendar;
  if (closed.length === 0 && freezes.length === 0) {
    return undefined;
  }
  return (
    <details>
      <summary>{t('calendar.closedTitle')}</summary>
      <ul>
        {freezes.map(({ from, to, reason, regions }) => (
          <li key={`${from} ${to} ${reason}`}>
            <NextRun at={from} /> – <NextRun at={to} />
            {': '}
            {[reason, ...(regions ?? [])].join(', ')}
          </li>
        ))}
        {closed.map(({ from, to, clusters }) => (
          <li key={`${from} ${to}`}>
            <NextRun at={from} /> – <NextRun at={to} />
            {': '}
            {t('calendar.closedIn', { names: clusters.join(', ') })}
          </li>
        ))}
      </ul>
    </details>
  );
}

/** The same as the calendar, one after another. */
export function CalendarTable(props: {
  title: string;
  calendar: ChaosCalendar;
  entries: readonly Entry[];
}) {
  const { title, calendar, entries } = props;
  const { t } = useTranslationRef(chaosTranslationRef);
  return (
    <div className={styles.page}>
      {entries.length === 0 ? (
        <p>{t('calendar.nothing')}</p>
      ) : (
        // Where it is wider than the page, the links in it bring the keyboard along.
        <div className={styles.scroll}>
          <table className={styles.table} aria-label={title}>
            <thead>
              <tr>
                <th scope="col">{t('standing.when')}</th>
                <th scope="col">{t('standing.name')}</th>
                <th scope="col">{t('table.state')}</th>
                <th scope="col">{t('table.cluster')}</th>
              </tr>
            </thead>
            <tbody>
              {entries
                .map(rowOf)
                .map(({ key, at, name, what, state, note, where }) => (
                  <tr key={key}>
                    <td>
                      <NextRun at={at} />
                    </td>
                    <th scope="row">
                      {name}
                      <span className={styles.note}>{what}</span>
                    </th>
                    <td>
                      {state}
                      {note && <span className={styles.note}>{note}</span>}
                    </td>
                    <td>{where}</td>
                  </tr>
                ))}
            </tbody>
          </table>
        </div>
      )}
      <Closed calendar={calendar} />
    </div>
  );
}
