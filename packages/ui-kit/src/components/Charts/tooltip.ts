import { type ChartTheme } from './theme';

/** A line of a tooltip. */
export type TooltipRow = { color: string; name: string; value: string };

function element(
  tag: string,
  style: Partial<CSSStyleDeclaration>,
  children: (Node | string)[],
): HTMLElement {
  const made = document.createElement(tag);
  Object.assign(made.style, style);
  made.append(...children);
  return made;
}

/** Made of nodes, never of markup: names come from whoever sends traces. */
export function tooltipContent(
  title: string,
  rows: readonly TooltipRow[],
): HTMLElement {
  const lines = rows.map(({ color, name, value }) =>
    element('div', { display: 'flex', alignItems: 'center', gap: '6px' }, [
      element(
        'span',
        {
          background: color,
          borderRadius: '50%',
          flex: 'none',
          height: '8px',
          width: '8px',
        },
        [],
      ),
      element('span', { flex: 'auto', overflowWrap: 'anywhere' }, [name]),
      element(
        'span',
        { fontVariantNumeric: 'tabular-nums', fontWeight: '600' },
        [value],
      ),
    ]),
  );
  return element('div', { maxWidth: '22rem', whiteSpace: 'normal' }, [
    element('div', { marginBottom: '2px' }, [title]),
    ...lines,
  ]);
}

/** What all tooltips look like. */
export function tooltipStyle(theme: ChartTheme) {
  return {
    confine: true,
    transitionDuration: 0,
    backgroundColor: theme.ground,
    borderColor: theme.line,
    padding: 8,
    textStyle: { color: theme.text, fontSize: 12 },
    extraCssText: 'box-shadow: none;',
  };
}
