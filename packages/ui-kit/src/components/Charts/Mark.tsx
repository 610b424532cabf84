import { type ReactNode } from 'react';
import styles from './Charts.module.css';

/** What a chart says of a thing: a button where something is behind it. */
export function Mark(props: {
  children: ReactNode;
  label?: string;
  onPress?: () => void;
}) {
  const { children, label, onPress } = props;
  return onPress ? (
    <button
      type="button"
      className={styles.mark}
      aria-label={label}
      onClick={onPress}
    >
      {children}
    </button>
  ) : (
    <span>{children}</span>
  );
}
