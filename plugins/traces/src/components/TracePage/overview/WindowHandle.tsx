import {
  type KeyboardEvent,
  type PointerEvent,
  type RefObject,
  useCallback,
} from 'react';
import { type TimeWindow } from '../../../model/trace';
import { useDrag } from '../hooks/useDrag';
import { type TraceText } from '../hooks/useTraceText';
import styles from './Overview.module.css';

const STEP = 0.01;
const LARGE_STEP = 0.1;
/** The window stays open at least this much of the whole. */
const LEAST_SHARE = 0.0001;

/** Where a key moves an end of the window to, as a share of the whole. */
function shareAfter(
  { key, shiftKey }: KeyboardEvent,
  share: number,
): number | undefined {
  const step = shiftKey ? LARGE_STEP : STEP;
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return share - step;
    case 'ArrowRight':
    case 'ArrowUp':
      return share + step;
    case 'PageDown':
      return share - LARGE_STEP;
    case 'PageUp':
      return share + LARGE_STEP;
    case 'Home':
      return 0;
    case 'End':
      return 1;
    default:
      return undefined;
  }
}

type HandleProps = {
  side: 'from' | 'to';
  box: RefObject<HTMLElement>;
  shown: TimeWindow;
  durationUs: number;
  onZoom(zoom: TimeWindow): void;
  text: TraceText;
};

/** Moves one end to a share of the whole; it never gets past the other. */
function useMove({ side, shown, durationUs, onZoom }: HandleProps) {
  const { fromUs, toUs } = shown;
  return useCallback(
    (share: number) => {
      const least = durationUs * LEAST_SHARE;
      const moved = Math.min(1, Math.max(0, share)) * durationUs;
      onZoom(
        side === 'from'
          ? { fromUs: Math.min(moved, toUs - least), toUs }
          : { fromUs, toUs: Math.max(moved, fromUs + least) },
      );
    },
    [side, durationUs, fromUs, toUs, onZoom],
  );
}

function useHandleDrag(
  box: RefObject<HTMLElement>,
  moveTo: (share: number) => void,
) {
  const begin = useCallback(() => {
    const { left = 0, width = 0 } = box.current?.getBoundingClientRect() ?? {};
    const follow = (clientX: number) =>
      width > 0 && moveTo((clientX - left) / width);
    return { onMove: follow, onEnd: follow };
  }, [box, moveTo]);
  const startDrag = useDrag(begin);
  return (event: PointerEvent) => {
    // The box below would begin a new window.
    event.stopPropagation();
    startDrag(event);
  };
}

/** One end of the time shown, to be moved with the pointer or with keys. */
export function WindowHandle(props: HandleProps) {
  const { side, shown, durationUs, text } = props;
  const us = side === 'from' ? shown.fromUs : shown.toUs;
  const share = durationUs > 0 ? us / durationUs : 0;
  const moveTo = useMove(props);
  const onPointerDown = useHandleDrag(props.box, moveTo);
  const onKeyDown = (event: KeyboardEvent) => {
    const next = shareAfter(event, share);
    if (next !== undefined) {
      event.preventDefault();
      moveTo(next);
    }
  };

  return (
    <div
      role="slider"
      tabIndex={0}
      className={styles.handle}
      style={{ left: `${share * 100}%` }}
      aria-label={text.t(
        side === 'from' ? 'tracePage.overview.from' : 'tracePage.overview.to',
      )}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(share * 100)}
      aria-valuetext={text.duration(us)}
      onPointerDown={onPointerDown}
      onKeyDown={onKeyDown}
    />
  );
}
