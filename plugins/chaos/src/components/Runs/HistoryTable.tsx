import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { type ChaosRun } from '@shop-platform/backstage-plugin-chaos-common';
import { formatDuration, RelativeTime, useLocale } from '@shop-platform/ui-kit';
import { isOver } from '../../model/runs';
import { chaosTranslationRef } from '../../translation';
import { OutcomeChip, StateChip } from '../Chip';
import { EntityLinks, PersonName } from '../EntityLink';
import { RunTitle } from './RunCells';
import styles from './Runs.module.css';

function HistoryRow({ run }: { run: ChaosRun }) {
  const locale = useLocale();
  const { startedAt, endedAt, state } = run;
  const took =
    endedAt === undefined
      ? undefined
      : new Date(endedAt).getTime() - new Date(startedAt).getTime();
  return (
    <tr>
      <th scope="row">
        <RunTitle run={run} />
      </th>
      <td>
        {state === 'recovered' ? (
          <OutcomeChip {...(run.outcome && { outcome: run.outcome })} />
        ) : (
          <StateChip state={state} />
        )}
        {(run.haltReason ?? run.message) && (
          <span className={styles.note}>{run.haltReason ?? run.message}</span>
        )}
      </td>
      <td>
        <EntityLinks entityRefs={run.entities} />
        <span className={styles.note}>{run.cluster}</span>
      </td>
      <td className={styles.numeric}>{run.targets}</td>
      <td>
        <RelativeTime date={new Date(startedAt)} />
      </td>
      <td className={styles.numeric}>
        {isOver(run) && took !== undefined
          ? formatDuration(took, { locale })
          : '–'}
      </td>
      <td>
        <PersonName person={run.startedBy} />
      </td>
    </tr>
  );
}

/** Runs that are over, with what came of them. */
export function HistoryTable({ runs }: { runs: readonly ChaosRun[] }) {
  const { t } = useTranslationRef(chaosTranslationRef);
  const label = t('table.history');
  return (
    // Where it is wider than the page, the links in it bring the keyboard along.
    <div className={styles.scroll}>
      <table className={styles.table} aria-label={label}>
        <thead>
          <tr>
            <th scope="col">{t('table.experiment')}</th>
            <th scope="col">{t('table.outcome')}</th>
            <th scope="col">{t('table.components')}</th>
            <th scope="col" className={styles.numeric}>
              {t('table.targets')}
            </th>
            <th scope="col">{t('table.started')}</th>
            <th scope="col" className={styles.numeric}>
              {t('table.took')}
            </th>
            <th scope="col">{t('table.startedBy')}</th>
          </tr>
        </thead>
        <tbody>
          {runs.map(run => (
            <HistoryRow key={run.id} run={run} />
          ))}
        </tbody>
      </table>
    </div>
  );
}
