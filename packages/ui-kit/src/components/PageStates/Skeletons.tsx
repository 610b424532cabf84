import { Skeleton } from '@backstage/ui';
import styles from './PageStates.module.css';

const ROW_HEIGHT = 32;
const TITLE_HEIGHT = 20;
const BODY_HEIGHT = 64;

function indexes(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}

/**
 * The outline of a table or list while it loads.
 *
 * @public
 */
export function SkeletonRows(props: { count: number }) {
  return (
    <div className={styles.rows} aria-hidden="true">
      {indexes(props.count).map(index => (
        <Skeleton
          key={index}
          className={styles.bone}
          width="100%"
          height={ROW_HEIGHT}
        />
      ))}
    </div>
  );
}

/**
 * The outline of a grid of cards while it loads.
 *
 * @public
 */
export function SkeletonCards(props: { count: number }) {
  return (
    <div className={styles.cards} aria-hidden="true">
      {indexes(props.count).map(index => (
        <div key={index} className={styles.card}>
          <Skeleton className={styles.bone} width="60%" height={TITLE_HEIGHT} />
          <Skeleton className={styles.bone} width="100%" height={BODY_HEIGHT} />
        </div>
      ))}
    </div>
  );
}
