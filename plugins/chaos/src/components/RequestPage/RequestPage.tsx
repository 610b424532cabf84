import {
  useApi,
  useRouteRef,
  useRouteRefParams,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Container, Header, Link } from '@backstage/ui';
import {
  chaosReadPermission,
  type ChaosStandingRequest,
  type ChaosStandingRequestDetails,
} from '@shop-platform/backstage-plugin-chaos-common';
import {
  EmptyState,
  Freshness,
  PageStates,
  RelativeTime,
  SkeletonRows,
  isNotFound,
} from '@shop-platform/ui-kit';
import { chaosApiRef } from '../../api';
import { useStandingRequest } from '../../hooks/useChaos';
import { askedFor, REQUEST_TONES } from '../../model/requests';
import { outlineOf, refOf } from '../../model/standing';
import {
  requestRouteRef,
  schedulesRouteRef,
  standingRouteRef,
} from '../../routes';
import { chaosTranslationRef } from '../../translation';
import { Approval } from '../Approval';
import { Chip } from '../Chip';
import { EntityLinks, PersonName } from '../EntityLink';
import { Outline, TargetsTable } from '../NewRunPage';
import runStyles from '../RunPage/RunPage.module.css';
import { NextRun } from '../SchedulesPage/StandingCells';
import { Section } from '../Section';

/** Who asked for it, and what was decided. */
function Facts({ request }: { request: ChaosStandingRequest }) {
  const { state, askedBy, askedAt, decidedBy, decidedAt, reason } = request;
  const { t } = useTranslationRef(chaosTranslationRef);
  const standing = useRouteRef(standingRouteRef)?.(refOf(request));
  return (
    <div className={runStyles.facts}>
      <span role="status">
        <Chip tone={REQUEST_TONES[state]}>{t(`request.state.${state}`)}</Chip>
      </span>
      {state !== 'waiting' && (
        <span>
          {t('approval.asked', { who: <PersonName person={askedBy} /> })}{' '}
          <RelativeTime date={new Date(askedAt)} />
        </span>
      )}
      {decidedAt !== undefined && (
        <span>
          {decidedBy !== undefined &&
            state !== 'withdrawn' &&
            t('request.decidedBy', {
              who: <PersonName person={decidedBy} />,
            })}{' '}
          <RelativeTime date={new Date(decidedAt)} />
        </span>
      )}
      {reason && <span>{t('request.reason', { reason })}</span>}
      {state === 'approved' && standing !== undefined && (
        <Link href={standing}>{t('request.open', { name: request.name })}</Link>
      )}
    </div>
  );
}

function RequestApproval(props: {
  request: ChaosStandingRequest;
  onDone: () => void;
}) {
  const { request, onDone } = props;
  const { id, askedBy, approveBefore } = request;
  const { t } = useTranslationRef(chaosTranslationRef);
  const api = useApi(chaosApiRef);
  return (
    <Approval
      askedBy={askedBy}
      approveBefore={approveBefore}
      approveText={t(`request.approve.${askedFor(request)}`)}
      approve={async () => {
        await api.approveStanding(id);
        onDone();
      }}
      reject={async reason => {
        await api.rejectStanding(id, reason);
        onDone();
      }}
      withdraw={async () => {
        await api.withdrawStanding(id);
        onDone();
      }}
    />
  );
}

function RequestView(props: {
  details: ChaosStandingRequestDetails;
  onDone: () => void;
}) {
  const { details, onDone } = props;
  const { request, manifest, entities, targets, nextRuns } = details;
  const { t } = useTranslationRef(chaosTranslationRef);
  const isOpen = request.state === 'waiting' || request.state === 'approved';
  return (
    <div className={runStyles.page}>
      <Facts request={request} />
      {request.state === 'waiting' && (
        <RequestApproval request={request} onDone={onDone} />
      )}
      {outlineOf(manifest).length > 0 && (
        <Section title={t('standing.steps')}>
          <Outline text={manifest} />
        </Section>
      )}
      {isOpen && nextRuns && nextRuns.length > 0 && (
        <Section title={t('standing.next')}>
          <ol className={runStyles.events}>
            {nextRuns.map(at => (
              <li key={at}>
                <NextRun at={at} />
              </li>
            ))}
          </ol>
        </Section>
      )}
      <Section title={t('request.hits')}>
        {entities.length > 0 && (
          <p className={runStyles.quiet}>
            <EntityLinks entityRefs={entities} />
          </p>
        )}
        {targets.length > 0 ? (
          <TargetsTable targets={targets} />
        ) : (
          <p className={runStyles.quiet}>{t('details.noTargets')}</p>
        )}
      </Section>
      <Section title={t('request.manifest')}>
        <pre className={runStyles.manifest}>
          <code>{manifest}</code>
        </pre>
      </Section>
    </div>
  );
}

/** A Schedule or a Workflow that another person has to approve. */
export function RequestPage() {
  const { t } = useTranslationRef(chaosTranslationRef);
  const { id } = useRouteRefParams(requestRouteRef);
  const all = useRouteRef(schedulesRouteRef)?.();
  const { state, refresh } = useStandingRequest(id);
  const request = state.status === 'ready' ? state.value.request : undefined;
  const back = all !== undefined && (
    <Link href={all}>{t('standing.title')}</Link>
  );
  return (
    <main>
      <Header
        title={
          request
            ? t(`request.${askedFor(request)}`, request)
            : t('request.title')
        }
        {...(request && {
          description: t('details.in', {
            kind: request.kind,
            place: `${request.cluster}, ${request.namespace}`,
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
            title={t('request.notFoundTitle')}
            description={t('request.notFoundDescription')}
            action={back}
          />
        ) : (
          <PageStates
            state={state}
            subject={t('request.subject')}
            skeleton={<SkeletonRows count={8} />}
            permission={chaosReadPermission}
            onRetry={refresh}
          >
            {details => <RequestView details={details} onDone={refresh} />}
          </PageStates>
        )}
      </Container>
    </main>
  );
}
