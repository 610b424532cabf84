import MarkdownIt from 'markdown-it';
import { Html } from './html';

const BOXES: Record<string, string> = { '[ ] ': '☐ ', '[x] ': '☑ ' };

const markdown = new MarkdownIt({ html: false, linkify: false })
  // A page loads nothing, and where a picture leads its author alone knows.
  .disable('image');

// A box is a character here: these pages have no forms.
markdown.core.ruler.push('boxes', ({ tokens }) => {
  tokens.forEach((token, index) => {
    const [first] = tokens[index + 2]?.children ?? [];
    if (token.type === 'list_item_open' && first?.type === 'text') {
      first.content = first.content.replace(
        /^\[[ x]\] /,
        box => BOXES[box] ?? box,
      );
    }
  });
});

// Below the title of the page and that of what is shown.
markdown.core.ruler.push('headings', ({ tokens }) => {
  for (const token of tokens) {
    const level = /^h(\d)$/.exec(token.tag)?.[1];
    if (level) {
      token.tag = `h${Math.min(Number(level) + 1, 6)}`;
    }
  }
});

/** Markdown as HTML. HTML in it is shown as what it is: text. */
export function renderMarkdown(text: string): Html {
  return new Html(markdown.render(text));
}
