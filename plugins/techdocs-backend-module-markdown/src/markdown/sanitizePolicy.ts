const words = (text: string) => text.split(' ');

/** Elements that documentation is made of: none that runs or embeds. */
export const allowedTags = words(
  'a abbr address article aside audio b bdi bdo blockquote br caption center cite code col colgroup dd del details dfn div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header hr i img input ins kbd label li main mark nav ol p picture pre q rp rt ruby s samp section small source span strike strong sub summary sup table tbody td tfoot th thead time tr tt u ul var video wbr',
);

const everywhere = words('class id title lang dir role tabindex hidden style');

const perTag: Record<string, string[]> = {
  a: words('href name target rel download'),
  audio: words('src controls loop muted preload'),
  blockquote: ['cite'],
  col: words('span width'),
  colgroup: words('span width'),
  del: words('cite datetime'),
  details: ['open'],
  div: ['align'],
  img: words('src alt width height align loading'),
  input: words('type checked disabled id name'),
  ins: words('cite datetime'),
  label: ['for'],
  li: ['value'],
  ol: words('start type reversed'),
  p: ['align'],
  q: ['cite'],
  source: words('src type media'),
  table: ['align'],
  td: words('colspan rowspan align valign headers width'),
  th: words('colspan rowspan align valign headers scope width'),
  time: ['datetime'],
  tr: words('align valign'),
  video: words('src controls loop muted preload poster width height'),
};

/** The same policy in the form that sanitize-html wants. */
export const allowedAttributes = {
  '*': [...everywhere, 'aria-*', 'data-*'],
  ...perTag,
};

const size = [/^\d+(?:\.\d+)?(?:px|em|rem|%|vw|vh)?$/];

/** Style that aligns and sizes; none that covers the page around it. */
export const allowedStyles = {
  '*': {
    'text-align': [/^(?:left|right|center|justify)$/],
    width: size,
    'max-width': size,
    height: size,
  },
};

/** Whether an attribute may stand on an element. */
export function isAllowedAttribute(tag: string, name: string): boolean {
  return (
    everywhere.includes(name) ||
    name.startsWith('aria-') ||
    name.startsWith('data-') ||
    (perTag[tag] ?? []).includes(name)
  );
}

/** Whether every declaration of a style attribute may stay. */
export function isAllowedStyle(style: string): boolean {
  const styles: Record<string, RegExp[]> = allowedStyles['*'];
  return style.split(';').every(declaration => {
    const [property, ...value] = declaration.split(':');
    return (
      !declaration.trim() ||
      styles[property.trim().toLowerCase()]?.some(pattern =>
        pattern.test(value.join(':').trim()),
      )
    );
  });
}
