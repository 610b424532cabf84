import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonLink, Container, Header, Link } from '@backstage/ui';
import {
  chaosReadPermission,
  type ChaosStanding,
} from '@shop-platform/backstage-plugin-chaos-common';
import {
  EmptyState,
  Freshness,
  PageStates,
  RelativeTime,
  SkeletonRows,
} from '@shop-platform/ui-kit';
import { useLevers, useStanding } from '../../hooks/useChaos';
import { inOrder } from '../../model/standing';
import { podKillLink } from '../../model/standingPresets';
import {
  calendarRouteRef,
  newRunRouteRef,
  newWorkflowRouteRef,
  rootRouteRef,
} from '../../routes';
import { chaosTranslationRef } from '../../translation';
import { BreakButton } from '../BreakButton';
import { PersonName } from '../EntityLink';
import { WaitingRequests } from '../RequestPage';
import { SilentNotice } from '../SilentNotice';
import { StandingActions } from './StandingActions';
import { NextRun, StandingPhase, StandingTitle } from './StandingCells';
import styles from './SchedulesPage.module.css';

function StandingRow(props: { item: ChaosStanding; onDone: () => void }) {
  const { item, onDone } = props;
  const { what, schedule, nextRuns, lastRun, cluster, namespace } = item;
  const { t } = useTranslationRef(chaosTranslationRef);
  return (
    <tr>
      <th scope="row">
        <StandingTitle item={item} />
      </th>
      <td>{what.join(', ') || '–'}</td>
      <td>
        <StandingPhase item={item} />
      </td>
      <td>
        {schedule ? <code>{schedule}</code> : '–'}
        {nextRuns[0] !== undefined && (
          <span className={styles.note}>
            <NextRun at={nextRuns[0]} />
          </span>
        )}
        {lastRun && (
          <span className={styles.note}>
            {t('standing.last')}: <RelativeTime date={new Date(lastRun)} />
          </span>
        )}
      </td>
      <td>
        {cluster}
        <span className={styles.note}>{namespace}</span>
        <span className={styles.note}>
          <PersonName {...(item.startedBy && { person: item.startedBy })} />
        </span>
      </td>
      <td>
        <StandingActions item={item} onDone={onDone} />
      </td>
    </tr>
  );
}

function StandingTable(props: {
  items: readonly ChaosStanding[];
  onDone: () => void;
}) {
  const { items, onDone } = props;
  const { t } = useTranslationRef(chaosTranslationRef);
  return (
    // Where it is wider than the page, the links in it bring the keyboard along.
    <div className={styles.scroll}>
      <table className={styles.table} aria-label={t('standing.title')}>
        <thead>
          <tr>
            <th scope="col">{t('standing.name')}</th>
            <th scope="col">{t('standing.what')}</th>
            <th scope="col">{t('table.state')}</th>
            <th scope="col">{t('standing.when')}</th>
            <th scope="col">{t('standing.where')}</th>
            <th scope="col">{t('table.actions')}</th>
          </tr>
        </thead>
        <tbody>
          {inOrder(items).map(item => (
            <StandingRow
              key={`${item.cluster} ${item.kind} ${item.namespace} ${item.name}`}
              item={item}
              onDone={onDone}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The part of the standing set that is a Schedule; its tests begin in the editor. */
function PodKillButton({ newRun }: { newRun: string }) {
  const { t } = useTranslationRef(chaosTranslationRef);
  const { state } = useLevers();
  const policy = state.status === 'ready' ? state.value.policy : undefined;
  const namespace = policy?.namespaces[0];
  return namespace !== undefined && policy?.kinds.includes('PodChaos') ? (
    <BreakButton href={`${newRun}${podKillLink(namespace)}`}>
      {t('standingSet.pod-kill-every-4-hours')}
    </BreakButton>
  ) : undefined;
}

/** What starts experiments by itself, in all clusters, whoever made it. */
export function SchedulesPage() {
  const { t } = useTranslationRef(chaosTranslationRef);
  const all = useRouteRef(rootRouteRef)?.();
  const newRun = useRouteRef(newRunRouteRef)?.();
  const newWorkflow = useRouteRef(newWorkflowRouteRef)?.();
  const calendar = useRouteRef(calendarRouteRef)?.();
  const { state, refresh } = useStanding();

  return (
    <main>
      <Header
        title={t('standing.title')}
        description={t('standing.description')}
      />
      <Container>
        <div className={styles.head}>
          {all !== undefined && <Link href={all}>{t('page.title')}</Link>}
          {calendar !== undefined && (
            <Link href={calendar}>{t('calendar.title')}</Link>
          )}
          {newRun !== undefined && (
            <BreakButton href={newRun}>{t('standing.new')}</BreakButton>
          )}
          {newRun !== undefined && <PodKillButton newRun={newRun} />}
          {newWorkflow !== undefined && (
            <BreakButton href={newWorkflow}>{t('workflow.new')}</BreakButton>
          )}
          {state.status === 'ready' && <Freshness asOf={state.asOf} />}
        </div>
        <PageStates
          state={state}
          subject={t('standing.subject')}
          skeleton={<SkeletonRows count={6} />}
          isEmpty={({ items, requests, silent }) =>
            items.length + requests.length + silent.length === 0
          }
          empty={
            <EmptyState
              title={t('standing.emptyTitle')}
              description={t('standing.emptyDescription')}
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
          {({ items, requests, silent }) => (
            <div className={styles.page}>
              <SilentNotice
                silent={silent}
                description={t('standing.silent')}
              />
              <WaitingRequests requests={requests} />
              {items.length > 0 && (
                <StandingTable items={items} onDone={refresh} />
              )}
            </div>
          )}
        </PageStates>
      </Container>
    </main>
  );
}
