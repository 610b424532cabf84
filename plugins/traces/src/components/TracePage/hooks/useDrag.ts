import {
  useCallback,
  useEffect,
  useRef,
  type PointerEvent as ReactPointerEvent,
} from 'react';

/** What happens while a pointer is held down, wherever it goes. */
export type DragHandlers = {
  onMove(clientX: number): void;
  onEnd(clientX: number): void;
};

const PRIMARY_BUTTON = 0;

/** Follows a pointer from where it is pressed until it is let go. */
export function useDrag(
  begin: (clientX: number) => DragHandlers,
): (event: ReactPointerEvent) => void {
  const stop = useRef<() => void>();
  useEffect(() => () => stop.current?.(), []);

  return useCallback(
    (event: ReactPointerEvent) => {
      if (event.button !== PRIMARY_BUTTON) {
        return;
      }
      // Otherwise the browser selects text on the way.
      event.preventDefault();
      const { onMove, onEnd } = begin(event.clientX);
      const move = ({ clientX }: PointerEvent) => onMove(clientX);
      const end = ({ clientX }: PointerEvent) => {
        stop.current?.();
        onEnd(clientX);
      };
      stop.current?.();
      stop.current = () => {
        window.removeEventListener('pointermove', move);
        window.removeEventListener('pointerup', end);
        window.removeEventListener('pointercancel', end);
      };
      window.addEventListener('pointermove', move);
      window.addEventListener('pointerup', end);
      window.addEventListener('pointercancel', end);
    },
    [begin],
  );
}
