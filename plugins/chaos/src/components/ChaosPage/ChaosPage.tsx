import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Container, Header, Link, Text, TextField } from '@backstage/ui';
import { chaosReadPermission } from '@shop-platform/backstage-plugin-chaos-common';
import {
  EmptyState,
  Freshness,
  PageStates,
  SkeletonCards,
} from '@shop-platform/ui-kit';
import { useId, useState } from 'react';
import { useLevers, useStanding } from '../../hooks/useChaos';
import {
  calendarRouteRef,
  newRunRouteRef,
  schedulesRouteRef,
} from '../../routes';
import { chaosTranslationRef } from '../../translation';
import { BreakButton } from '../BreakButton';
import { WaitingRequests } from '../RequestPage';
import { History, RunningNow } from '../Runs';
import styles from './ChaosPage.module.css';
import { HaltedBanner } from './HaltedBanner';
import { HaltButton } from './LeverButtons';
import { Levers } from './Levers';

const DOCUMENTATION =
  'https://github.com/shop-platform/portal/blob/main/docs/plugins/chaos.md';

const LONGEST_REASON = 500;

function LeversSection() {
  const { t } = useTranslationRef(chaosTranslationRef);
  const { state, refresh } = useLevers();
  const titleId = useId();
  const [reason, setReason] = useState('');
  const halted = () => {
    // The next halt has a reason of its own.
    setReason('');
    refresh();
  };
  const clusters = state.status === 'ready' ? state.value.clusters : [];
  const mayHalt = clusters.some(({ halt }) => halt === undefined);

  return (
    <section aria-labelledby={titleId} className={styles.section}>
      <HaltedBanner clusters={clusters} onDone={refresh} />
      <div className={styles.head}>
        <Text as="h2" id={titleId} variant="title-x-small" weight="bold">
          {t('levers.title')}
        </Text>
        {state.status === 'ready' && <Freshness asOf={state.asOf} />}
        {mayHalt && (
          <div className={styles.halt}>
            <TextField
              size="small"
              maxLength={LONGEST_REASON}
              aria-label={t('halt.reason')}
              placeholder={t('halt.reason')}
              value={reason}
              onChange={setReason}
            />
            <HaltButton reason={reason} onDone={halted} />
          </div>
        )}
      </div>
      <PageStates
        state={state}
        subject={t('levers.subject')}
        skeleton={<SkeletonCards count={2} />}
        isEmpty={value => value.clusters.length === 0}
        empty={
          <EmptyState
            title={t('levers.emptyTitle')}
            description={t('levers.emptyDescription', {
              key: <code>kubernetes.clusterLocatorMethods</code>,
            })}
            action={
              <Link href={DOCUMENTATION} target="_blank" rel="noopener">
                {t('levers.emptyLink')}
              </Link>
            }
          />
        }
        permission={chaosReadPermission}
        onRetry={refresh}
      >
        {value => (
          <Levers clusters={value.clusters} reason={reason} onDone={halted} />
        )}
      </PageStates>
    </section>
  );
}

/** What another person has to approve; how it is read is said on its own page. */
function Waiting() {
  const { state } = useStanding();
  return state.status === 'ready' ? (
    <WaitingRequests requests={state.value.requests} />
  ) : undefined;
}

/** What is being broken, and did the platform hold? */
export function ChaosPage() {
  const { t } = useTranslationRef(chaosTranslationRef);
  const newRun = useRouteRef(newRunRouteRef)?.();
  const schedules = useRouteRef(schedulesRouteRef)?.();
  const calendar = useRouteRef(calendarRouteRef)?.();

  return (
    <main>
      <Header
        title={t('page.title')}
        description={t('page.description')}
        customActions={
          <>
            {schedules !== undefined && (
              <Link href={schedules}>{t('standing.title')}</Link>
            )}
            {calendar !== undefined && (
              <Link href={calendar}>{t('calendar.title')}</Link>
            )}
            {newRun !== undefined && (
              <BreakButton href={newRun}>{t('page.new')}</BreakButton>
            )}
          </>
        }
      />
      <Container>
        <div className={styles.page}>
          <LeversSection />
          <RunningNow />
          <Waiting />
          <History />
        </div>
      </Container>
    </main>
  );
}
