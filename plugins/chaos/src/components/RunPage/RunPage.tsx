import {
  useRouteRef,
  useRouteRefParams,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Container, Header, Link } from '@backstage/ui';
import {
  chaosReadPermission,
  type ChaosRunDetails,
} from '@shop-platform/backstage-plugin-chaos-common';
import {
  EmptyState,
  Freshness,
  PageStates,
  SkeletonCards,
  SkeletonRows,
  isNotFound,
} from '@shop-platform/ui-kit';
import { useRun } from '../../hooks/useChaos';
import { kindOf } from '../../model/runs';
import { rootRouteRef, runRouteRef } from '../../routes';
import { chaosTranslationRef } from '../../translation';
import { ExportButtons } from './ExportButtons';
import { ImpliedChecks } from './ImpliedChecks';
import { RunEvents } from './RunEvents';
import { RunApproval } from './RunApproval';
import { RunHead } from './RunHead';
import styles from './RunPage.module.css';
import { RunTargets } from './RunTargets';
import { SteadyChecks } from './SteadyChecks';
import { Timeline } from './Timeline';
import { TracesLinks } from './TracesLinks';
import { VerdictSection } from './VerdictSection';

function RunSkeleton() {
  return (
    <div className={styles.page}>
      <SkeletonRows count={1} />
      <SkeletonCards count={4} />
      <SkeletonRows count={5} />
    </div>
  );
}

function RunView(props: { details: ChaosRunDetails; onDone: () => void }) {
  const { details, onDone } = props;
  const { run, targets, events, manifest } = details;
  const { t } = useTranslationRef(chaosTranslationRef);
  return (
    <div className={styles.page}>
      <RunHead run={run} onDone={onDone} />
      {run.state === 'awaiting-approval' && (
        <RunApproval run={run} onDone={onDone} />
      )}
      <Timeline details={details} />
      <SteadyChecks details={details} />
      <ImpliedChecks details={details} />
      <VerdictSection details={details} />
      <div className={styles.facts}>
        <TracesLinks details={details} />
        <ExportButtons details={details} />
      </div>
      <RunTargets targets={targets} />
      <RunEvents events={events} />
      <details>
        <summary>{t('details.manifest')}</summary>
        <pre className={styles.manifest}>
          <code>{manifest}</code>
        </pre>
      </details>
    </div>
  );
}

/** One run: how far it is, what it hits, what happened, and whether the platform held. */
export function RunPage() {
  const { t } = useTranslationRef(chaosTranslationRef);
  const { id } = useRouteRefParams(runRouteRef);
  const all = useRouteRef(rootRouteRef)?.();
  const { state, refresh } = useRun(id);
  const run = state.status === 'ready' ? state.value.run : undefined;
  const back = all !== undefined && <Link href={all}>{t('page.all')}</Link>;

  return (
    <main>
      <Header
        title={run?.name ?? t('page.title')}
        {...(run && {
          description: t('details.in', {
            kind: kindOf(run),
            place: `${run.cluster}, ${run.namespace}`,
          }),
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
            title={t('details.notFoundTitle')}
            description={t('details.notFoundDescription')}
            action={back}
          />
        ) : (
          <PageStates
            state={state}
            subject={t('details.subject')}
            skeleton={<RunSkeleton />}
            permission={chaosReadPermission}
            onRetry={refresh}
          >
            {details => <RunView details={details} onDone={refresh} />}
          </PageStates>
        )}
      </Container>
    </main>
  );
}
