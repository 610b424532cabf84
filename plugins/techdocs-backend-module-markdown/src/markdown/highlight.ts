import hljs from 'highlight.js';

/**
 * The short class names of Pygments, which the stylesheet colours, for the
 * scopes of highlight.js.
 */
const pygmentsClasses: Record<string, string> = {
  addition: 'gi',
  attr: 'na',
  attribute: 'na',
  built_in: 'nb',
  bullet: 'p',
  'char.escape': 'se',
  code: 's',
  comment: 'c',
  deletion: 'gd',
  doctag: 'cs',
  emphasis: 'ge',
  keyword: 'k',
  link: 's',
  literal: 'kc',
  meta: 'cp',
  'meta.prompt': 'gp',
  name: 'nt',
  number: 'm',
  operator: 'o',
  property: 'na',
  punctuation: 'p',
  quote: 'c',
  regexp: 'sr',
  section: 'gh',
  'selector-attr': 'na',
  'selector-class': 'nc',
  'selector-id': 'nn',
  'selector-pseudo': 'nd',
  'selector-tag': 'nt',
  string: 's',
  strong: 'gs',
  symbol: 'ss',
  tag: 'p',
  'template-tag': 'cp',
  'template-variable': 'nv',
  title: 'nf',
  'title.class': 'nc',
  'title.function': 'nf',
  type: 'kt',
  variable: 'nv',
  'variable.constant': 'no',
  'variable.language': 'bp',
};

/** Colouring a longer block would hold up the build for nothing. */
const maximumLength = 200_000;

function escapeText(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}

/** `hljs-title function_ invoke__` is the scope `title.function.invoke`. */
function toPygmentsClass(className: string): string | undefined {
  const names = className
    .split(' ')
    .map(name => name.replace(/^hljs-|_+$/g, ''));
  for (let length = names.length; length > 0; length--) {
    const found = pygmentsClasses[names.slice(0, length).join('.')];
    if (found) {
      return found;
    }
  }
  return undefined;
}

/** Renames the spans and closes them at line ends, so that lines stand alone. */
function toLines(highlighted: string): string[] {
  const stack: (string | undefined)[] = [];
  const lines = [''];
  const append = (text: string) => {
    const className = stack[stack.length - 1];
    lines[lines.length - 1] +=
      className && text ? `<span class="${className}">${text}</span>` : text;
  };
  for (const [part, className] of highlighted.matchAll(
    /<span class="([^"]*)">|<\/span>|[^<]+/g,
  )) {
    if (className !== undefined) {
      // A scope without a class of its own keeps the colour around it.
      stack.push(toPygmentsClass(className) ?? stack[stack.length - 1]);
    } else if (part === '</span>') {
      stack.pop();
    } else {
      const [first, ...rest] = part.split('\n');
      append(first);
      for (const line of rest) {
        lines.push('');
        append(line);
      }
    }
  }
  return lines;
}

/**
 * Colours code at build time.
 *
 * @returns the lines as HTML; those of an unknown language are only escaped
 */
export function highlightLines(code: string, language: string): string[] {
  const source = code.replace(/\n$/, '');
  const known = language && hljs.getLanguage(language);
  return known && source.length <= maximumLength
    ? toLines(hljs.highlight(source, { language, ignoreIllegals: true }).value)
    : escapeText(source).split('\n');
}
