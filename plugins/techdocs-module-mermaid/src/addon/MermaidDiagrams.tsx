import { createPortal } from 'react-dom';
import { useDiagramBlocks } from '../hooks/useDiagramBlocks';
import { useThemeVariant } from '../hooks/useThemeVariant';
import { MermaidDiagram } from './MermaidDiagram';

/** The add-on: a diagram in place of each Mermaid fence of the page. */
export function MermaidDiagrams() {
  const blocks = useDiagramBlocks();
  const variant = useThemeVariant();
  return (
    <>
      {blocks.map(({ host, source }, index) =>
        createPortal(
          <MermaidDiagram source={source} variant={variant} />,
          host,
          String(index),
        ),
      )}
    </>
  );
}
