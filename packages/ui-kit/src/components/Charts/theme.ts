/** The colours of a chart that follow the theme of the page. */
export type ChartTheme = {
  text: string;
  mutedText: string;
  line: string;
  ground: string;
  error: string;
};

/** Greys that can be read on either ground, for a page without the tokens. */
const FALLBACK: ChartTheme = {
  text: '#808080',
  mutedText: '#808080',
  line: '#80808055',
  ground: 'transparent',
  error: '#d64545',
};

const TOKENS: Record<keyof ChartTheme, string> = {
  text: '--bui-fg-primary',
  mutedText: '--bui-fg-secondary',
  line: '--bui-border-1',
  ground: '--bui-bg-neutral-1',
  error: '--bui-negative-fg-subdued',
};

/** Where Backstage says which theme is on. */
const THEME_ATTRIBUTES = ['data-theme-mode', 'data-theme-name', 'class'];

/** Reads the tokens as they are where the chart stands. */
export function readChartTheme(element: Element): ChartTheme {
  const style = getComputedStyle(element);
  const read = (part: keyof ChartTheme) =>
    style.getPropertyValue(TOKENS[part]).trim() || FALLBACK[part];
  return {
    text: read('text'),
    mutedText: read('mutedText'),
    line: read('line'),
    ground: read('ground'),
    error: read('error'),
  };
}

/** Calls back when the theme of the page changes. */
export function watchTheme(onChange: () => void): () => void {
  const observer = new MutationObserver(onChange);
  for (const root of [document.documentElement, document.body]) {
    observer.observe(root, { attributeFilter: THEME_ATTRIBUTES });
  }
  return () => observer.disconnect();
}
