import { Skeleton } from '@backstage/ui';
import styles from './TracePage.module.css';

/** Bars as a typical request has them: start and width, in percent. */
const BARS = [
  [0, 100],
  [1, 30],
  [4, 18],
  [32, 60],
  [35, 20],
  [56, 30],
  [58, 10],
  [70, 14],
  [94, 5],
] as const;

/** The outline of the page: header, overview, rows with bars. */
export function TraceSkeleton() {
  return (
    <div className={styles.skeleton}>
      <Skeleton width="60%" height={24} />
      <Skeleton width="40%" height={14} />
      <Skeleton width="100%" height={64} />
      {BARS.map(([start, width], index) => (
        <div key={start} className={styles.skeletonRow}>
          <Skeleton width={`${60 - index * 3}%`} height={14} />
          <div style={{ marginInlineStart: `${start}%`, width: `${width}%` }}>
            <Skeleton width="100%" height={14} />
          </div>
        </div>
      ))}
    </div>
  );
}
