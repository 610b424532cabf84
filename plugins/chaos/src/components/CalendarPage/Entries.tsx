import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import { RiCalendarLine, RiForbidLine } from '@remixicon/react';
import {
  type ChaosCalendarRun,
  type ChaosPlannedRun,
  type ChaosStanding,
} from '@shop-platform/backstage-plugin-chaos-common';
import { type Entry } from '../../model/calendar';
import { refOf } from '../../model/standing';
import { runRouteRef, standingRouteRef } from '../../routes';
import { chaosTranslationRef } from '../../translation';
import { Chip, OutcomeChip, StateChip } from '../Chip';
import { GameDayLink, GameDayState } from '../GameDay';
import { StandingPhase } from '../SchedulesPage';
import styles from './CalendarPage.module.css';

/** What came of a run, or how far it is. */
export function RunResult({ run }: { run: ChaosCalendarRun }) {
  return run.state === 'recovered' ? (
    <OutcomeChip {...(run.outcome && { outcome: run.outcome })} />
  ) : (
    <StateChip state={run.state} />
  );
}

/** Whether something that is planned runs; why not stands beside it. */
export function PlanState({ plan }: { plan: ChaosPlannedRun }) {
  const { t } = useTranslationRef(chaosTranslationRef);
  return plan.refusal ? (
    <Chip tone="warning" icon={RiForbidLine}>
      {t(`calendar.refusal.${plan.refusal.by}`)}
    </Chip>
  ) : (
    <Chip tone="quiet" icon={RiCalendarLine}>
      {t('calendar.planned')}
    </Chip>
  );
}

export function RunLink({ run }: { run: ChaosCalendarRun }) {
  const link = useRouteRef(runRouteRef);
  return <Link href={link?.({ id: run.id }) ?? '#'}>{run.name}</Link>;
}

/** The Schedule that starts it. */
export function PlanLink({ plan }: { plan: ChaosPlannedRun }) {
  const link = useRouteRef(standingRouteRef);
  const { cluster, namespace, name, refusal } = plan;
  const href = link?.({ cluster, namespace, name, kind: 'Schedule' });
  return (
    <Link
      href={href ?? '#'}
      className={refusal ? styles.refused : undefined}
      title={refusal?.reason}
    >
      {name}
    </Link>
  );
}

export function WorkflowLink({ item }: { item: ChaosStanding }) {
  const link = useRouteRef(standingRouteRef);
  return <Link href={link?.(refOf(item)) ?? '#'}>{item.name}</Link>;
}

/** An entry by its name, linked to its page, and how it is. */
export function EntryLine({ entry }: { entry: Entry }) {
  switch (entry.type) {
    case 'run':
      return (
        <>
          <RunLink run={entry.run} /> <RunResult run={entry.run} />
        </>
      );
    case 'workflow':
      return (
        <>
          <WorkflowLink item={entry.item} /> <StandingPhase item={entry.item} />
        </>
      );
    case 'game-day':
      return (
        <>
          <GameDayLink day={entry.day} /> <GameDayState day={entry.day} />
        </>
      );
    default:
      return (
        <>
          <PlanLink plan={entry.plan} /> <PlanState plan={entry.plan} />
        </>
      );
  }
}
