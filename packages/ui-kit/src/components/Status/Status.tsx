import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  type RemixiconComponentType,
  RiAlertFill,
  RiCheckLine,
  RiCloseLine,
  RiQuestionMark,
} from '@remixicon/react';
import { type ReactNode } from 'react';
import { type StatusLevel } from '../../model/status';
import { uiKitTranslationRef } from '../../translation';
import { ClockTime } from '../Time/ClockTime';
import styles from './Status.module.css';

const ICONS: Record<StatusLevel, RemixiconComponentType> = {
  healthy: RiCheckLine,
  degraded: RiAlertFill,
  down: RiCloseLine,
  unknown: RiQuestionMark,
};

const WORDS = {
  healthy: 'status.healthy',
  degraded: 'status.degraded',
  down: 'status.down',
  unknown: 'status.unknown',
} as const;

/**
 * Properties of `Status`.
 *
 * @public
 */
export type StatusProps = {
  level: StatusLevel;
  /** Instead of the word of the level, where the field has a better one: "Done". */
  word?: string;
  /** Since when; say it for `unknown` wherever it is known. */
  since?: Date;
  /** Why, in a few words. */
  detail?: ReactNode;
};

/**
 * How a thing is: icon, colour and word, never colour alone.
 *
 * @public
 */
export function Status(props: StatusProps) {
  const { level, word, since, detail } = props;
  const { t } = useTranslationRef(uiKitTranslationRef);
  const Icon = ICONS[level];

  return (
    <span className={styles.status} data-level={level}>
      <span className={styles.verdict}>
        <Icon size="1em" aria-hidden="true" />
        {word ?? t(WORDS[level])}
      </span>
      {since && (
        <span className={styles.more}>
          {t('status.since', { time: <ClockTime date={since} /> })}
        </span>
      )}
      {detail && <span className={styles.more}>{detail}</span>}
    </span>
  );
}
