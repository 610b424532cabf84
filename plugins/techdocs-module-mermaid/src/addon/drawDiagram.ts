import type { Mermaid } from 'mermaid';
import type { ThemeVariant } from '../hooks/useThemeVariant';

/** Why a diagram is not there: the library, or what the author wrote. */
export class DiagramSyntaxError extends Error {
  name = 'DiagramSyntaxError';
}

let library: Promise<Mermaid> | undefined;
let lastDrawing: Promise<unknown> = Promise.resolve();
let drawings = 0;

/** Loads the library once; a failed attempt may be made again. */
function loadMermaid(): Promise<Mermaid> {
  library ??= import('mermaid').then(module => module.default);
  library.catch(() => {
    library = undefined;
  });
  return library;
}

async function draw(
  mermaid: Mermaid,
  source: string,
  variant: ThemeVariant,
): Promise<string> {
  drawings += 1;
  const id = `techdocs-mermaid-${drawings}`;
  mermaid.initialize({
    startOnLoad: false,
    securityLevel: 'strict',
    suppressErrorRendering: true,
    theme: variant === 'dark' ? 'dark' : 'default',
  });
  try {
    const { svg } = await mermaid.render(id, source);
    return svg;
  } catch (error) {
    throw new DiagramSyntaxError(
      error instanceof Error ? error.message : String(error),
    );
  }
}

/**
 * Draws one diagram. One at a time, because the library keeps its theme in a
 * place that all drawings share.
 *
 * @returns the SVG's source
 * @throws DiagramSyntaxError when the diagram's source is wrong
 */
export async function drawDiagram(
  source: string,
  variant: ThemeVariant,
): Promise<string> {
  const mermaid = await loadMermaid();
  const drawing = lastDrawing.then(() => draw(mermaid, source, variant));
  lastDrawing = drawing.catch(() => undefined);
  return drawing;
}
