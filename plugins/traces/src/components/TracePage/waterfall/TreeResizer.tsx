import {
  type KeyboardEvent,
  type RefObject,
  useCallback,
  useState,
} from 'react';
import { useDrag } from '../hooks/useDrag';
import { type Translate } from '../hooks/useTraceText';
import styles from './Waterfall.module.css';

const LEAST_PERCENT = 15;
const MOST_PERCENT = 75;
const STEP_PERCENT = 2;
const STEPS: { [key: string]: number } = {
  ArrowLeft: -STEP_PERCENT,
  ArrowRight: STEP_PERCENT,
};

/** The share of the width that names have when nobody has changed it. */
export const USUAL_TREE_PERCENT = 40;

function limited(percent: number): number {
  return Math.min(MOST_PERCENT, Math.max(LEAST_PERCENT, percent));
}

/**
 * The width goes straight to the style of the grid: not a row is drawn again
 * for it.
 */
function useTreeWidth(grid: RefObject<HTMLElement>) {
  const [percent, setPercent] = useState(USUAL_TREE_PERCENT);
  const show = useCallback(
    (next: number) =>
      grid.current?.style.setProperty('--tree-width', `${next}%`),
    [grid],
  );
  const keep = useCallback(
    (next: number) => {
      show(next);
      setPercent(next);
    },
    [show],
  );
  return { percent, show, keep };
}

/** The border between names and bars, to be moved. */
export function TreeResizer(props: {
  grid: RefObject<HTMLElement>;
  t: Translate;
}) {
  const { grid, t } = props;
  const { percent, show, keep } = useTreeWidth(grid);
  const begin = useCallback(() => {
    const { left = 0, width = 0 } = grid.current?.getBoundingClientRect() ?? {};
    const percentAt = (clientX: number) =>
      width > 0
        ? limited(((clientX - left) / width) * 100)
        : USUAL_TREE_PERCENT;
    return {
      onMove: (clientX: number) => show(percentAt(clientX)),
      onEnd: (clientX: number) => keep(percentAt(clientX)),
    };
  }, [grid, show, keep]);
  const onPointerDown = useDrag(begin);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (step) {
      event.preventDefault();
      keep(limited(percent + step));
    }
  };

  return (
    <div
      role="slider"
      tabIndex={0}
      className={styles.resizer}
      aria-label={t('tracePage.waterfall.resize')}
      aria-valuemin={LEAST_PERCENT}
      aria-valuemax={MOST_PERCENT}
      aria-valuenow={Math.round(percent)}
      aria-valuetext={`${Math.round(percent)}%`}
      onPointerDown={onPointerDown}
      onDoubleClick={() => keep(USUAL_TREE_PERCENT)}
      onKeyDown={onKeyDown}
    />
  );
}
