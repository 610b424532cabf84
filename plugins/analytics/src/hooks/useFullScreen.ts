import { useEffect, useRef } from 'react';

/**
 * Asks the browser for all of the screen while `isFullScreen`. It may refuse, as
 * when a link is opened; then the page lies over the rest of the portal alone.
 *
 * @param onLeave - the reader left by the browser's own key
 */
export function useFullScreen(
  isFullScreen: boolean,
  onLeave: () => void,
): void {
  const leave = useRef(onLeave);
  useEffect(() => {
    leave.current = onLeave;
  });

  useEffect(() => {
    if (!isFullScreen) {
      return undefined;
    }
    let isWanted = true;
    let wasEntered = false;
    const listen = () => {
      if (document.fullscreenElement) {
        wasEntered = true;
      } else if (wasEntered && isWanted) {
        leave.current();
      }
    };
    const exit = async () => {
      if (document.fullscreenElement) {
        await document.exitFullscreen();
      }
    };
    const enter = async () => {
      try {
        // Not the dashboard's own element: dialogs and menus stand beside it.
        await document.documentElement.requestFullscreen();
        if (!isWanted) {
          await exit();
        }
      } catch {
        // Refused, or there is no such thing: the page is as large as the window.
      }
    };
    document.addEventListener('fullscreenchange', listen);
    void enter();
    return () => {
      isWanted = false;
      document.removeEventListener('fullscreenchange', listen);
      void exit().catch(() => undefined);
    };
  }, [isFullScreen]);
}
