import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { type ChaosRun } from '@shop-platform/backstage-plugin-chaos-common';
import { RelativeTime } from '@shop-platform/ui-kit';
import { type ReactNode } from 'react';
import { chaosTranslationRef } from '../../translation';
import { OutcomeChip, StateChip } from '../Chip';
import { PersonName } from '../EntityLink';
import { RunTitle } from './RunCells';
import styles from './Runs.module.css';

/** Runs in short, for a card. */
export function RunList(props: { label: string; children: ReactNode }) {
  return (
    <ul className={styles.list} aria-label={props.label}>
      {props.children}
    </ul>
  );
}

/** Who ended it early, and why, or what went wrong. */
function Why({ run }: { run: ChaosRun }) {
  const { t } = useTranslationRef(chaosTranslationRef);
  const { haltedBy, haltReason, message } = run;
  return (
    <>
      {haltedBy !== undefined && (
        <span className={styles.note}>
          {t('details.halted', { who: <PersonName person={haltedBy} /> })}
          {haltReason && `: ${haltReason}`}
        </span>
      )}
      {message && (
        <span
          className={run.state === 'not-recovered' ? styles.loud : styles.note}
        >
          {message}
        </span>
      )}
    </>
  );
}

/** A run in short: what it is, and how it is or what came of it. */
export function RunItem(props: { run: ChaosRun; saysWhy?: boolean }) {
  const { run, saysWhy } = props;
  return (
    <li className={styles.item}>
      <span className={styles.what}>
        <RunTitle run={run} />
        {saysWhy && <Why run={run} />}
      </span>
      <span className={styles.end}>
        {run.state === 'recovered' ? (
          <OutcomeChip {...(run.outcome && { outcome: run.outcome })} />
        ) : (
          <StateChip state={run.state} />
        )}
        <span className={styles.quiet}>
          <RelativeTime date={new Date(run.startedAt)} />
        </span>
      </span>
    </li>
  );
}
