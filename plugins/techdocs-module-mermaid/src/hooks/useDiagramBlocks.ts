import { useShadowRootElements } from '@backstage/plugin-techdocs-react';
import { useEffect, useRef, useState } from 'react';

/** A Mermaid fence of the page, and where its diagram goes. */
export interface DiagramBlock {
  source: string;
  host: HTMLElement;
}

function replaceByHost(element: HTMLElement): DiagramBlock {
  // The reader puts a copy button beside the code: only the code is source.
  const source = element.querySelector('code') ?? element;
  const host = element.ownerDocument.createElement('div');
  element.before(host);
  element.style.display = 'none';
  return { source: source.textContent ?? '', host };
}

function isSame(left: DiagramBlock[], right: DiagramBlock[]): boolean {
  return (
    left.length === right.length &&
    left.every((block, index) => block === right[index])
  );
}

/**
 * Finds the Mermaid fences of the page that the reader shows, each time it
 * shows another one, and gives each a place for its diagram.
 */
export function useDiagramBlocks(): DiagramBlock[] {
  const elements = useShadowRootElements(['pre.mermaid']);
  const known = useRef(new Map<HTMLElement, DiagramBlock>());
  const [blocks, setBlocks] = useState<DiagramBlock[]>([]);

  useEffect(() => {
    const current = elements.map(element => {
      const block = known.current.get(element) ?? replaceByHost(element);
      known.current.set(element, block);
      return block;
    });
    for (const element of known.current.keys()) {
      if (!elements.includes(element)) {
        known.current.delete(element);
      }
    }
    setBlocks(previous => (isSame(previous, current) ? previous : current));
  }, [elements]);

  useEffect(() => {
    const replaced = known.current;
    return () => {
      for (const [element, { host }] of replaced) {
        host.remove();
        element.style.removeProperty('display');
      }
      replaced.clear();
    };
  }, []);

  return blocks;
}
