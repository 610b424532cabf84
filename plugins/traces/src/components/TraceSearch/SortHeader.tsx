import { RiArrowDownLine, RiArrowUpLine } from '@remixicon/react';
import { type Sort, type SortKey } from '../../model/traceRow';
import styles from './TraceSearch.module.css';

/** A column one can sort by: the most first, then the least. */
export function SortHeader(props: {
  label: string;
  sortKey: SortKey;
  sort: Sort;
  onSort: (sort: Sort) => void;
  isNumber: boolean;
}) {
  const { label, sortKey, sort, onSort, isNumber } = props;
  const isSorted = sort.key === sortKey;
  const direction = sort.isDescending ? 'descending' : 'ascending';
  const Arrow = sort.isDescending ? RiArrowDownLine : RiArrowUpLine;

  return (
    <th
      scope="col"
      aria-sort={isSorted ? direction : 'none'}
      data-number={isNumber || undefined}
    >
      <button
        type="button"
        className={styles.sort}
        onClick={() =>
          onSort({
            key: sortKey,
            isDescending: !(isSorted && sort.isDescending),
          })
        }
      >
        {label}
        <span className={styles.arrow} aria-hidden="true">
          {isSorted && <Arrow size="1em" />}
        </span>
      </button>
    </th>
  );
}
