/** Markup that is safe to send: only `html` makes it, and it escapes what is put in. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

export type Content =
  | Html
  | string
  | number
  | undefined
  | false
  | readonly Content[];

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function render(content: Content): string {
  if (content instanceof Html) {
    return content.text;
  }
  if (content === undefined || content === false) {
    return '';
  }
  if (typeof content === 'object') {
    return content.map(render).join('');
  }
  return String(content).replace(/[&<>"']/g, found => entities[found] ?? found);
}

/** Attributes have to stand in double quotes. */
export function html(
  parts: TemplateStringsArray,
  ...contents: Content[]
): Html {
  return new Html(
    parts
      .map((part, index) => part + render(contents[index]))
      .join('')
      .replace(/\n\s*/g, '\n'),
  );
}
