import { Skeleton } from '@backstage/ui';
import { SkeletonRows } from '@shop-platform/ui-kit';
import styles from './RegionsPage.module.css';

const MAP_HEIGHT = 320;

/** The outline of the map, what is beside it, and the table. */
export function RegionsSkeleton() {
  return (
    <div className={styles.page}>
      <div className={styles.top}>
        <Skeleton width="100%" height={MAP_HEIGHT} />
        <SkeletonRows count={5} />
      </div>
      <SkeletonRows count={3} />
    </div>
  );
}
