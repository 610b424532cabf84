import { type Tick } from '../../../model/trace';
import styles from './Waterfall.module.css';

/** The marks of the time axis, at the head of the bars. */
export function TimeAxis({ ticks }: { ticks: readonly Tick[] }) {
  return (
    <div className={styles.axis} aria-hidden="true">
      {ticks.map(({ us, percent, label }) => (
        <span key={us} className={styles.tick} style={{ left: `${percent}%` }}>
          {label}
        </span>
      ))}
    </div>
  );
}

/** The same marks as lines behind the bars. */
export function TimeLines({ ticks }: { ticks: readonly Tick[] }) {
  return (
    <div className={styles.lines} aria-hidden="true">
      {ticks.map(({ us, percent }) => (
        <span
          key={us}
          className={styles.line}
          style={{ left: `${percent}%` }}
        />
      ))}
    </div>
  );
}
