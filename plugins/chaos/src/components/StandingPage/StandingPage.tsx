import {
  useRouteRef,
  useRouteRefParams,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { ButtonLink, Container, Header, Link } from '@backstage/ui';
import { RiFlowChart } from '@remixicon/react';
import {
  chaosReadPermission,
  type ChaosRun,
  type ChaosStanding,
  type ChaosStandingDetails,
  type ChaosStandingRef,
} from '@shop-platform/backstage-plugin-chaos-common';
import {
  EmptyState,
  Freshness,
  PageStates,
  RelativeTime,
  SkeletonRows,
  isNotFound,
} from '@shop-platform/ui-kit';
import { useStandingDetails } from '../../hooks/useChaos';
import { copyLink } from '../../model/copyLink';
import { refOf } from '../../model/standing';
import { readWorkflow } from '../../model/workflow';
import {
  newWorkflowRouteRef,
  schedulesRouteRef,
  standingRouteRef,
} from '../../routes';
import { chaosTranslationRef } from '../../translation';
import { PersonName } from '../EntityLink';
import runStyles from '../RunPage/RunPage.module.css';
import { HistoryTable } from '../Runs';
import { NextRun, StandingActions, StandingPhase } from '../SchedulesPage';
import { Section } from '../Section';
import { WorkflowSteps } from './WorkflowSteps';

/** Leads to the editor, where there are steps to edit. */
function CopyButton(props: { item: ChaosStanding; manifest: string }) {
  const { item, manifest } = props;
  const { t } = useTranslationRef(chaosTranslationRef);
  const editor = useRouteRef(newWorkflowRouteRef)?.();
  return (
    editor !== undefined &&
    readWorkflow(manifest).picture && (
      <ButtonLink
        size="small"
        variant="secondary"
        iconStart={<RiFlowChart />}
        href={`${editor}${copyLink(refOf(item))}`}
      >
        {t('workflow.copy')}
      </ButtonLink>
    )
  );
}

function Facts(props: {
  item: ChaosStanding;
  manifest: string;
  onDone: () => void;
}) {
  const { item, manifest, onDone } = props;
  const { what, schedule, lastRun, active, startedBy, approvedBy } = item;
  const { t } = useTranslationRef(chaosTranslationRef);
  return (
    <div className={runStyles.facts}>
      <span className={runStyles.state} role="status">
        <StandingPhase item={item} />
      </span>
      <span>
        {t('standing.what')}: {what.join(', ') || '–'}
      </span>
      {schedule && (
        <span>
          {t('standing.when')}: <code>{schedule}</code>
        </span>
      )}
      {lastRun && (
        <span>
          {t('standing.last')}: <RelativeTime date={new Date(lastRun)} />
        </span>
      )}
      {active.length > 0 && (
        <span>
          {t('standing.activeNow')}: {active.join(', ')}
        </span>
      )}
      <span>
        {t('standing.madeBy')}:{' '}
        <PersonName {...(startedBy && { person: startedBy })} />
      </span>
      {approvedBy !== undefined && (
        <span>
          {t('request.approvedBy', {
            who: <PersonName person={approvedBy} />,
          })}
        </span>
      )}
      <StandingActions item={item} onDone={onDone} />
      <CopyButton item={item} manifest={manifest} />
    </div>
  );
}

function RunsOf({ runs }: { runs: readonly ChaosRun[] }) {
  const { t } = useTranslationRef(chaosTranslationRef);
  return (
    <Section title={t('standing.runs')}>
      {runs.length > 0 ? (
        <HistoryTable runs={runs} />
      ) : (
        <p className={runStyles.quiet}>{t('standing.noRuns')}</p>
      )}
    </Section>
  );
}

function StandingView(props: {
  details: ChaosStandingDetails;
  onDone: () => void;
}) {
  const { details, onDone } = props;
  const { item, nodes, runs, manifest } = details;
  const { t } = useTranslationRef(chaosTranslationRef);
  return (
    <div className={runStyles.page}>
      <Facts item={item} manifest={manifest} onDone={onDone} />
      {item.kind === 'Schedule' && (
        <Section title={t('standing.next')}>
          {item.nextRuns.length > 0 ? (
            <ol className={runStyles.events}>
              {item.nextRuns.map(at => (
                <li key={at}>
                  <NextRun at={at} />
                </li>
              ))}
            </ol>
          ) : (
            <p className={runStyles.quiet}>{t('standing.noNext')}</p>
          )}
        </Section>
      )}
      {item.kind === 'Workflow' && (
        <Section title={t('standing.steps')}>
          <WorkflowSteps nodes={nodes} />
        </Section>
      )}
      <RunsOf runs={runs} />
      <details>
        <summary>{t('standing.manifest')}</summary>
        <pre className={runStyles.manifest}>
          <code>{manifest}</code>
        </pre>
      </details>
    </div>
  );
}

/** The kind as the route has it. */
function kindOf(text: string): ChaosStandingRef['kind'] {
  return text === 'Workflow' ? 'Workflow' : 'Schedule';
}

/** One Schedule or Workflow: when it starts what, how far it is, and what it started. */
export function StandingPage() {
  const { t } = useTranslationRef(chaosTranslationRef);
  const params = useRouteRefParams(standingRouteRef);
  const all = useRouteRef(schedulesRouteRef)?.();
  const { cluster, namespace, name } = params;
  const kind = kindOf(params.kind);
  const { state, refresh } = useStandingDetails({
    cluster,
    kind,
    namespace,
    name,
  });
  const back = all !== undefined && (
    <Link href={all}>{t('standing.title')}</Link>
  );

  return (
    <main>
      <Header
        title={name}
        description={t('details.in', {
          kind,
          place: `${cluster}, ${namespace}`,
        })}
        customActions={
          <>
            {state.status === 'ready' && <Freshness asOf={state.asOf} />}
            {back}
          </>
        }
      />
      <Container>
        {state.status === 'error' && isNotFound(state.error) ? (
          <EmptyState
            title={t('standing.notFoundTitle')}
            description={t('standing.notFoundDescription')}
            action={back}
          />
        ) : (
          <PageStates
            state={state}
            subject={t('standing.subject')}
            skeleton={<SkeletonRows count={8} />}
            permission={chaosReadPermission}
            onRetry={refresh}
          >
            {details => <StandingView details={details} onDone={refresh} />}
          </PageStates>
        )}
      </Container>
    </main>
  );
}
