import { useEffect, useState } from 'react';
import { drawDiagram } from '../addon/drawDiagram';
import type { ThemeVariant } from './useThemeVariant';

/** How far a diagram is. */
export type Drawing =
  | { state: 'drawing' }
  | { state: 'drawn'; svg: string }
  | { state: 'failed'; error: unknown };

/** Draws a diagram, and again when its source or the theme changes. */
export function useDrawing(source: string, variant: ThemeVariant): Drawing {
  const [drawing, setDrawing] = useState<Drawing>({ state: 'drawing' });

  useEffect(() => {
    let wanted = true;
    // The former drawing stays until the next is there: nothing flickers.
    const show = (next: Drawing) => wanted && setDrawing(next);
    drawDiagram(source, variant).then(
      svg => show({ state: 'drawn', svg }),
      error => show({ state: 'failed', error }),
    );
    return () => {
      wanted = false;
    };
  }, [source, variant]);

  return drawing;
}
