import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert } from '@backstage/ui';
import { type ChaosRun } from '@shop-platform/backstage-plugin-chaos-common';
import { chaosTranslationRef } from '../../translation';
import { OutcomeChip, StateChip } from '../Chip';
import { EntityLinks, PersonName } from '../EntityLink';
import { RunActions } from '../RunActions';
import { Injected, RunParent, TimeLeft } from '../Runs';
import { isOver } from '../../model/runs';
import styles from './RunPage.module.css';

function RunNotices({ run }: { run: ChaosRun }) {
  const { state, message, haltedBy, haltReason } = run;
  const { t } = useTranslationRef(chaosTranslationRef);
  return (
    <>
      {state === 'not-recovered' && (
        <Alert
          role="alert"
          status="danger"
          icon
          title={t('details.notRecovered')}
          description={message}
        />
      )}
      {state !== 'not-recovered' && message && (
        <Alert role="status" status="warning" icon title={message} />
      )}
      {state === 'rejected' && haltedBy && (
        <Alert
          role="status"
          status="info"
          icon
          title={t('approval.rejectedBy', {
            who: <PersonName person={haltedBy} />,
          })}
          description={haltReason}
        />
      )}
      {haltedBy && state !== 'rejected' && (
        <Alert
          role="status"
          status="info"
          icon
          title={t('details.halted', {
            who: <PersonName person={haltedBy} />,
          })}
          description={haltReason}
        />
      )}
    </>
  );
}

/** How a run is, what it hits, how long it goes on, and what can be done about it. */
export function RunHead(props: { run: ChaosRun; onDone: () => void }) {
  const { run, onDone } = props;
  const { t } = useTranslationRef(chaosTranslationRef);
  const isActive = !isOver(run);
  return (
    <>
      <RunNotices run={run} />
      <div className={styles.facts}>
        <span className={styles.state} role="status">
          <StateChip state={run.state} />
        </span>
        {run.outcome && <OutcomeChip outcome={run.outcome} />}
        {isActive && run.endsAt && (
          <span>{t('details.left', { time: <TimeLeft run={run} /> })}</span>
        )}
        <span>
          {t('table.targets')}: <Injected run={run} />
        </span>
        {run.entities.length > 0 && (
          <span>
            {t('table.components')}: <EntityLinks entityRefs={run.entities} />
          </span>
        )}
        <span>
          {t('table.startedBy')}: <PersonName person={run.startedBy} />
        </span>
        {run.parent && (
          <span>
            <RunParent run={run} />
          </span>
        )}
        {isActive && <RunActions run={run} size="medium" onDone={onDone} />}
      </div>
    </>
  );
}
