import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useLayoutEffect, useRef } from 'react';
import { useDrawing } from '../hooks/useDrawing';
import type { ThemeVariant } from '../hooks/useThemeVariant';
import { techdocsMermaidTranslationRef } from '../translation';
import { DiagramSyntaxError } from './drawDiagram';

function parseSvg(text: string): Element | undefined {
  const { body } = new DOMParser().parseFromString(text, 'text/html');
  return body.querySelector('svg') ?? undefined;
}

/** Makes the drawing one image, named by its own accTitle where it has one. */
function nameImage(svg: Element, label: string): void {
  const labelledBy = svg.getAttribute('aria-labelledby');
  svg.setAttribute('role', 'img');
  if (!labelledBy || !svg.querySelector(`[id="${labelledBy}"]`)) {
    svg.removeAttribute('aria-labelledby');
    svg.setAttribute('aria-label', label);
  }
}

function Picture({ svg, label }: { svg: string; label: string }) {
  const container = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const image = parseSvg(svg);
    if (image) {
      nameImage(image, label);
      container.current?.replaceChildren(image);
    }
  }, [svg, label]);
  return (
    <div ref={container} style={{ overflowX: 'auto', textAlign: 'center' }} />
  );
}

/** Text as the author typed it; long lines wrap, so nothing is out of view. */
function Source({ source }: { source: string }) {
  return (
    <pre>
      <code style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}>
        {source}
      </code>
    </pre>
  );
}

function Failure({ error, source }: { error: unknown; source: string }) {
  const { t } = useTranslationRef(techdocsMermaidTranslationRef);
  const isSyntax = error instanceof DiagramSyntaxError;
  return (
    <div className="admonition failure" role="note">
      <p className="admonition-title">
        {isSyntax ? t('error.syntax') : t('error.library')}
      </p>
      {isSyntax && <Source source={error.message} />}
      <p>{t('diagram.source')}</p>
      <Source source={source} />
    </div>
  );
}

/**
 * One diagram: its source until it is drawn, then the picture with the source
 * at hand, or what is wrong with it.
 *
 * It stands in the reader's shadow root, so it is dressed in the classes of
 * the page's own theme.
 */
export function MermaidDiagram({
  source,
  variant,
}: {
  source: string;
  variant: ThemeVariant;
}) {
  const { t } = useTranslationRef(techdocsMermaidTranslationRef);
  const drawing = useDrawing(source, variant);
  if (drawing.state === 'drawing') {
    return <Source source={source} />;
  }
  if (drawing.state === 'failed') {
    return <Failure error={drawing.error} source={source} />;
  }
  return (
    <>
      <Picture svg={drawing.svg} label={t('diagram.label')} />
      <details className="quote">
        <summary>{t('diagram.source')}</summary>
        <Source source={source} />
      </details>
    </>
  );
}
