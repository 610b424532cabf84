import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import {
  chaosReadPermission,
  type ChaosRun,
} from '@shop-platform/backstage-plugin-chaos-common';
import { EmptyState, PageStates, SkeletonRows } from '@shop-platform/ui-kit';
import { useId } from 'react';
import { useRuns } from '../../hooks/useChaos';
import { byUrgency } from '../../model/runs';
import { chaosTranslationRef } from '../../translation';
import { StateChip } from '../Chip';
import { EntityLinks, PersonName } from '../EntityLink';
import { RunActions } from '../RunActions';
import { SilentNotice } from '../SilentNotice';
import { Injected, RunTitle, TimeLeft } from './RunCells';
import styles from './Runs.module.css';

/** More than anybody runs at once. */
const LIMIT = 200;

function RunningRow(props: { run: ChaosRun; onDone: () => void }) {
  const { run, onDone } = props;
  return (
    <tr data-loud={run.state === 'not-recovered' || undefined}>
      <th scope="row">
        <RunTitle run={run} />
      </th>
      <td>
        <StateChip state={run.state} />
        {run.message && (
          <span
            className={
              run.state === 'not-recovered' ? styles.loud : styles.note
            }
          >
            {run.message}
          </span>
        )}
      </td>
      <td>
        <EntityLinks entityRefs={run.entities} />
        <span className={styles.note}>{run.cluster}</span>
      </td>
      <td className={styles.numeric}>
        <Injected run={run} />
      </td>
      <td className={styles.numeric}>
        <TimeLeft run={run} />
      </td>
      <td>
        <PersonName person={run.startedBy} />
      </td>
      <td>
        <RunActions run={run} onDone={onDone} />
      </td>
    </tr>
  );
}

function RunningTable(props: { runs: ChaosRun[]; onDone: () => void }) {
  const { runs, onDone } = props;
  const { t } = useTranslationRef(chaosTranslationRef);
  const label = t('table.running');
  return (
    // Where it is wider than the page, what is in it brings the keyboard along.
    <div className={styles.scroll}>
      <table className={styles.table} aria-label={label}>
        <thead>
          <tr>
            <th scope="col">{t('table.experiment')}</th>
            <th scope="col">{t('table.state')}</th>
            <th scope="col">{t('table.components')}</th>
            <th scope="col" className={styles.numeric}>
              {t('table.targets')}
            </th>
            <th scope="col" className={styles.numeric}>
              {t('table.left')}
            </th>
            <th scope="col">{t('table.startedBy')}</th>
            <th scope="col">{t('table.actions')}</th>
          </tr>
        </thead>
        <tbody>
          {byUrgency(runs).map(run => (
            <RunningRow key={run.id} run={run} onDone={onDone} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** What is being broken: everywhere, or of one component. */
export function RunningNow({ entity }: { entity?: string }) {
  const { t } = useTranslationRef(chaosTranslationRef);
  const { state, refresh } = useRuns({
    state: 'active',
    limit: LIMIT,
    ...(entity ? { entity } : {}),
  });
  const titleId = useId();

  return (
    <section aria-labelledby={titleId} className={styles.section}>
      <Text as="h2" id={titleId} variant="title-x-small" weight="bold">
        {t('running.title')}
      </Text>
      <PageStates
        state={state}
        subject={t('running.subject')}
        skeleton={<SkeletonRows count={2} />}
        permission={chaosReadPermission}
        onRetry={refresh}
      >
        {({ runs, silent }) => (
          <>
            <SilentNotice silent={silent} />
            {runs.length > 0 ? (
              <RunningTable runs={runs} onDone={refresh} />
            ) : (
              <EmptyState
                title={t('running.emptyTitle')}
                description={t('running.emptyDescription')}
              />
            )}
          </>
        )}
      </PageStates>
    </section>
  );
}
