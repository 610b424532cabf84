import {
  type PointerEvent as ReactPointerEvent,
  useEffect,
  useState,
} from 'react';
import { clampToPlot, plotArea, type PlotPoint } from './plot';

/** A press that moves less than this is a click. */
const SMALLEST_DRAG = 5;

/** Two opposite corners of what was dragged over. */
export type Drag = { from: PlotPoint; to: PlotPoint };

function isDrag(drag: Drag, axes: 'x' | 'xy'): boolean {
  const isWide = Math.abs(drag.to.x - drag.from.x) >= SMALLEST_DRAG;
  const isHigh = Math.abs(drag.to.y - drag.from.y) >= SMALLEST_DRAG;
  return axes === 'x' ? isWide : isWide && isHigh;
}

/** A drag along one axis takes in all of the other. */
function widen(drag: Drag, axes: 'x' | 'xy', height: number): Drag {
  if (axes === 'xy') {
    return drag;
  }
  const area = plotArea({ width: 0, height });
  return {
    from: { x: drag.from.x, y: area.top },
    to: { x: drag.to.x, y: area.bottom },
  };
}

/**
 * Tells dragging over a plot from clicking into it. Escape gives a drag up.
 *
 * @param options - `axes`: along which one may drag; without them, only clicks count
 */
export function usePlotPointer(options: {
  size: () => { width: number; height: number };
  axes?: 'x' | 'xy';
  onDrag: (drag: Drag) => void;
  onTap: (place: PlotPoint) => void;
}) {
  const { size, axes, onDrag, onTap } = options;
  const [drag, setDrag] = useState<Drag & { origin: PlotPoint }>();

  useEffect(() => {
    if (!drag) {
      return undefined;
    }
    const moved = (event: PointerEvent): Drag => ({
      from: drag.from,
      to: clampToPlot(
        { x: event.clientX - drag.origin.x, y: event.clientY - drag.origin.y },
        plotArea(size()),
      ),
    });
    const stop = () => setDrag(undefined);
    const onMove = (event: PointerEvent) =>
      setDrag({ ...moved(event), origin: drag.origin });
    const onUp = (event: PointerEvent) => {
      const done = moved(event);
      stop();
      if (axes && isDrag(done, axes)) {
        onDrag(widen(done, axes, size().height));
      } else if (!isDrag(done, 'x')) {
        onTap(done.to);
      }
    };
    const onKey = (event: KeyboardEvent) => event.key === 'Escape' && stop();
    window.addEventListener('pointermove', onMove);
    window.addEventListener('pointerup', onUp);
    window.addEventListener('pointercancel', stop);
    window.addEventListener('keydown', onKey);
    return () => {
      window.removeEventListener('pointermove', onMove);
      window.removeEventListener('pointerup', onUp);
      window.removeEventListener('pointercancel', stop);
      window.removeEventListener('keydown', onKey);
    };
  }, [axes, drag, onDrag, onTap, size]);

  const onPointerDown = (event: ReactPointerEvent<HTMLElement>) => {
    if (event.button !== 0) {
      return;
    }
    const box = event.currentTarget.getBoundingClientRect();
    const place = { x: event.clientX - box.left, y: event.clientY - box.top };
    const start = clampToPlot(place, plotArea(size()));
    setDrag({ from: start, to: start, origin: { x: box.left, y: box.top } });
  };

  const isDragging = drag && axes && isDrag(drag, axes);
  return {
    onPointerDown,
    /** What is being dragged over right now. */
    selection: isDragging ? widen(drag, axes, size().height) : undefined,
  };
}
