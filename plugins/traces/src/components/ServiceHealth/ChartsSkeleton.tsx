import { Skeleton } from '@backstage/ui';
import styles from './ServiceHealth.module.css';

const SKELETON_HEIGHT = 160;

/** The outline of three charts. */
export function ChartsSkeleton() {
  return (
    <div className={styles.charts}>
      {['first', 'second', 'third'].map(id => (
        <div key={id} className={styles.panel}>
          <Skeleton width="100%" height={SKELETON_HEIGHT} />
        </div>
      ))}
    </div>
  );
}
