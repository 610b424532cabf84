import { Skeleton } from '@backstage/ui';
import { SkeletonRows } from '@shop-platform/ui-kit';
import styles from './TraceSearch.module.css';

const CHART_HEIGHT = 252;

/** The outline of the chart and of the list. */
export function SearchSkeleton() {
  return (
    <div className={styles.results}>
      <div className={styles.panel}>
        <Skeleton width="100%" height={CHART_HEIGHT} />
      </div>
      <SkeletonRows count={8} />
    </div>
  );
}
