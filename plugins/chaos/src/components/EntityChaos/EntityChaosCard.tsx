import { stringifyEntityRef } from '@backstage/catalog-model';
import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Link } from '@backstage/ui';
import {
  chaosReadPermission,
  type ChaosRun,
} from '@shop-platform/backstage-plugin-chaos-common';
import {
  EmptyState,
  PageStates,
  SkeletonRows,
  TitledCard,
} from '@shop-platform/ui-kit';
import { useRuns, useScore } from '../../hooks/useChaos';
import { byUrgency, isOver } from '../../model/runs';
import { newRunRouteRef, rootRouteRef } from '../../routes';
import { chaosTranslationRef } from '../../translation';
import { BreakButton } from '../BreakButton';
import { RunItem, RunList } from '../Runs';
import { SilentNotice } from '../SilentNotice';
import styles from './EntityChaos.module.css';
import { Resilience } from './Resilience';

const LAST = 5;

/** What is on first, then the newest. */
function inOrder(runs: readonly ChaosRun[]): ChaosRun[] {
  return [
    ...byUrgency(runs.filter(run => !isOver(run))),
    ...byUrgency(runs.filter(isOver)),
  ];
}

/** What was broken of an entity, how often it held, and what is being broken now. */
export function EntityChaosCard() {
  const { t } = useTranslationRef(chaosTranslationRef);
  const ref = stringifyEntityRef(useEntity().entity);
  const { state, refresh } = useRuns({ entity: ref, limit: LAST });
  const score = useScore(ref);
  const all = useRouteRef(rootRouteRef)?.();
  const newRun = useRouteRef(newRunRouteRef)?.();

  return (
    <TitledCard
      title={t('entity.title')}
      footer={
        <span className={styles.foot}>
          {newRun !== undefined && (
            <BreakButton
              href={`${newRun}?${new URLSearchParams({ entity: ref })}`}
            >
              {t('entity.break')}
            </BreakButton>
          )}
          {all !== undefined && (
            <Link href={`${all}?${new URLSearchParams({ component: ref })}`}>
              {t('entity.all')}
            </Link>
          )}
        </span>
      }
    >
      <PageStates
        state={state}
        subject={t('entity.subject')}
        skeleton={<SkeletonRows count={4} />}
        permission={chaosReadPermission}
        onRetry={refresh}
      >
        {({ runs, silent }) => (
          <>
            <SilentNotice silent={silent} />
            {runs.length > 0 ? (
              <>
                <Resilience data={score} />
                <RunList label={t('entity.last')}>
                  {inOrder(runs).map(run => (
                    <RunItem key={run.id} run={run} />
                  ))}
                </RunList>
              </>
            ) : (
              <EmptyState
                title={t('entity.emptyTitle')}
                description={t('entity.emptyDescription')}
              />
            )}
          </>
        )}
      </PageStates>
    </TitledCard>
  );
}
