import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Link, Skeleton, Text } from '@backstage/ui';
import {
  chaosReadPermission,
  type ChaosCluster,
} from '@shop-platform/backstage-plugin-chaos-common';
import {
  EmptyState,
  isForbidden,
  PageStates,
  RelativeTime,
  useLocale,
} from '@shop-platform/ui-kit';
import { type ReactNode, useId } from 'react';
import { type Overview, useOverview } from '../../hooks/useChaos';
import { haltedPlaces } from '../../model/levers';
import { byUrgency } from '../../model/runs';
import { newRunRouteRef, rootRouteRef } from '../../routes';
import { chaosTranslationRef } from '../../translation';
import { BreakButton } from '../BreakButton';
import { PersonName } from '../EntityLink';
import { RunItem, RunList } from '../Runs';
import { SilentNotice } from '../SilentNotice';
import styles from './HomeChaos.module.css';

const TEXT_HEIGHT = 20;

/** Where nothing starts, since when, by whom and why. */
function Halted({ clusters }: { clusters: readonly ChaosCluster[] }) {
  const { t } = useTranslationRef(chaosTranslationRef);
  const locale = useLocale();
  return (
    <>
      {haltedPlaces(clusters).map(({ halt, clusters: halted }) => (
        <Alert
          key={`${halt.at} ${halt.by} ${halt.reason}`}
          role="status"
          status="danger"
          icon
          title={
            halted.length === clusters.length
              ? t('halted.everywhere')
              : t('halted.some', {
                  names: new Intl.ListFormat(locale).format(
                    halted.map(({ title }) => title),
                  ),
                })
          }
          description={t('halted.why', {
            who: <PersonName person={halt.by} />,
            when: <RelativeTime date={new Date(halt.at)} />,
            reason: halt.reason,
          })}
        />
      ))}
    </>
  );
}

function Column(props: { title: string; children: ReactNode }) {
  const titleId = useId();
  return (
    <section aria-labelledby={titleId} className={styles.column}>
      <Text as="h3" id={titleId} variant="body-medium" weight="bold">
        {props.title}
      </Text>
      {props.children}
    </section>
  );
}

function Columns({ overview }: { overview: Overview }) {
  const { active, last, isMore } = overview;
  const { t } = useTranslationRef(chaosTranslationRef);
  return (
    <div className={styles.columns}>
      <Column title={t('running.title')}>
        {active.length > 0 ? (
          <RunList label={t('running.title')}>
            {byUrgency(active).map(run => (
              <RunItem key={run.id} run={run} saysWhy />
            ))}
          </RunList>
        ) : (
          <p className={styles.quiet}>{t('running.emptyTitle')}</p>
        )}
        {isMore && <p className={styles.quiet}>{t('home.more')}</p>}
      </Column>
      <Column title={t('entity.last')}>
        {last.length > 0 ? (
          <RunList label={t('entity.last')}>
            {last.map(run => (
              <RunItem key={run.id} run={run} saysWhy />
            ))}
          </RunList>
        ) : (
          <p className={styles.quiet}>{t('history.emptyTitle')}</p>
        )}
      </Column>
    </div>
  );
}

/** As high as they are where nothing is broken. */
function ColumnsSkeleton() {
  const { t } = useTranslationRef(chaosTranslationRef);
  return (
    <div className={styles.columns}>
      {[t('running.title'), t('entity.last')].map(title => (
        <Column key={title} title={title}>
          <Skeleton width="100%" height={TEXT_HEIGHT} />
        </Column>
      ))}
    </div>
  );
}

/** What is being broken, what was halted, and whether the platform held lately. */
export function HomeChaos() {
  const { t } = useTranslationRef(chaosTranslationRef);
  const { state, refresh } = useOverview();
  const all = useRouteRef(rootRouteRef)?.();
  const newRun = useRouteRef(newRunRouteRef)?.();
  const titleId = useId();
  const refusal =
    state.status === 'error'
      ? state.error
      : state.status === 'ready' && state.stale;
  if (refusal && isForbidden(refusal)) {
    // Who may not see what is broken has no use for a card that says so.
    return undefined;
  }
  return (
    <section aria-labelledby={titleId} className={styles.section}>
      <Text as="h2" id={titleId} variant="title-x-small" weight="bold">
        {t('entity.title')}
      </Text>
      <PageStates
        state={state}
        subject={t('home.subject')}
        skeleton={<ColumnsSkeleton />}
        isEmpty={({ clusters }) => clusters.length === 0}
        empty={
          <EmptyState
            title={t('levers.emptyTitle')}
            description={t('levers.emptyDescription', {
              key: <code>kubernetes.clusterLocatorMethods</code>,
            })}
          />
        }
        permission={chaosReadPermission}
        onRetry={refresh}
      >
        {overview => (
          <>
            <Halted clusters={overview.clusters} />
            <SilentNotice silent={overview.silent} />
            <Columns overview={overview} />
          </>
        )}
      </PageStates>
      <span className={styles.foot}>
        {newRun !== undefined && (
          <BreakButton href={newRun}>{t('page.new')}</BreakButton>
        )}
        {all !== undefined && <Link href={all}>{t('page.all')}</Link>}
      </span>
    </section>
  );
}
