import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { type Reading } from '@shop-platform/backstage-plugin-regions-common';
import { RelativeTime, Status } from '@shop-platform/ui-kit';
import { type ReactNode } from 'react';
import { regionsTranslationRef } from '../../translation';
import styles from './Readings.module.css';

/**
 * A reading: its value with its age, or since when and why there is none. What
 * is not read says so, and never looks like a value.
 */
export function ReadingView<T>(props: {
  reading: Reading<T>;
  /** Why it is not read, in the language of the reader. */
  absent: string;
  children: (value: T) => ReactNode;
}) {
  const { reading, absent } = props;
  const { t } = useTranslationRef(regionsTranslationRef);

  if (reading.state === 'absent') {
    return (
      <span className={styles.absent}>
        {t('value.absent', { reason: absent })}
      </span>
    );
  }
  if (reading.state === 'unknown') {
    return (
      <Status
        level="unknown"
        since={new Date(reading.since)}
        detail={reading.reason}
      />
    );
  }
  return (
    <>
      {props.children(reading.value)}
      <span className={styles.age}>
        {t('value.read', {
          time: <RelativeTime date={new Date(reading.at)} />,
        })}
      </span>
    </>
  );
}

/** The same in the cell of a table: short, and without its age. */
export function ReadingCell<T>(props: {
  reading: Reading<T>;
  absent: string;
  children: (value: T) => ReactNode;
}) {
  const { reading, absent } = props;
  if (reading.state === 'known') {
    return <>{props.children(reading.value)}</>;
  }
  if (reading.state === 'unknown') {
    return <Status level="unknown" />;
  }
  return (
    <span
      className={styles.absent}
      role="note"
      aria-label={absent}
      title={absent}
    >
      –
    </span>
  );
}
