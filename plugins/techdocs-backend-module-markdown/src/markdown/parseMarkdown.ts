import MarkdownIt, { type RendererRule, type Token } from 'markdown-it';
import deflist from 'markdown-it-deflist';
import footnote from 'markdown-it-footnote';
import { admonitions } from './admonitions';
import { applyAttributeLists } from './attributeLists';
import { contentTabs } from './contentTabs';
import { fences } from './fences';
import { identifyHeadings, type Heading } from './headings';
import { taskLists } from './taskLists';

/** A page between parsing and rendering. */
export interface ParsedMarkdown {
  tokens: Token[];
  environment: Record<string, unknown>;
  headings: Heading[];
}

function fixed(text: string): RendererRule {
  return () => text;
}

function footnoteLink(render: (id: string) => string): RendererRule {
  return (tokens, index) => {
    const { id, subId } = tokens[index].meta ?? {};
    const suffix = Number(subId) > 0 ? `:${subId}` : '';
    return render(`${Number(id) + 1}${suffix}`);
  };
}

/** Footnotes in the markup of Python-Markdown. */
const footnoteRules: Record<string, RendererRule> = {
  footnote_block_open: fixed('<div class="footnote">\n<hr>\n<ol>\n'),
  footnote_block_close: fixed('</ol>\n</div>\n'),
  footnote_open: footnoteLink(id => `<li id="fn:${id}">`),
  footnote_anchor: footnoteLink(
    id =>
      ` <a class="footnote-backref" href="#fnref:${id}" aria-label="${id}">↩</a>`,
  ),
  footnote_ref: footnoteLink(id => {
    const [number] = id.split(':');
    return `<sup id="fnref:${id}"><a class="footnote-ref" href="#fn:${number}">${number}</a></sup>`;
  }),
};

/** Ends a heading with the link that people copy to point at it. */
const headingClose: RendererRule = (tokens, index, options, env, renderer) => {
  const id = String(tokens[index - 2]?.attrGet('id') ?? '');
  const attributes = renderer.renderAttrs({
    attrs: [
      ['class', 'headerlink'],
      ['href', `#${id}`],
      ['title', String(env?.permalinkTitle ?? '')],
    ],
  });
  return `<a${attributes}>¶</a>${renderer.renderToken(tokens, index, options)}`;
};

function createMarkdownIt() {
  const markdownIt = new MarkdownIt({ html: true, linkify: true })
    .use(deflist)
    .use(footnote)
    .use(admonitions)
    .use(contentTabs)
    .use(taskLists)
    .use(fences);
  // Only what is written as an address: README.md is a file, not a site in
  // Moldova.
  markdownIt.linkify.set({ fuzzyLink: false, fuzzyEmail: false });
  // The sanitiser decides on schemes, for raw HTML and Markdown alike.
  markdownIt.validateLink = () => true;
  Object.assign(markdownIt.renderer.rules, footnoteRules, {
    heading_close: headingClose,
  });
  return markdownIt;
}

const markdown = createMarkdownIt();

/** Parses the Markdown of one page, its front matter taken off. */
export function parseMarkdown(content: string): ParsedMarkdown {
  const environment = {};
  const tokens = markdown.parse(content, environment);
  applyAttributeLists(tokens);
  return { tokens, environment, headings: identifyHeadings(tokens) };
}

/** Renders a page's tokens to HTML that is still to be sanitised. */
export function renderMarkdown(
  { tokens, environment }: ParsedMarkdown,
  permalinkTitle: string,
): string {
  return markdown.renderer.render(tokens, markdown.options, {
    ...environment,
    permalinkTitle,
  });
}
