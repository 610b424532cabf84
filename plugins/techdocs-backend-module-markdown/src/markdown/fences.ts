import type { MarkdownIt, RendererRule } from 'markdown-it';
import { parseAttributeList, type AttributeList } from './attributeLists';
import { highlightLines } from './highlight';

interface FenceInfo {
  language: string;
  options: AttributeList;
}

/** Reads both `yaml title="a.yaml"` and `{ .yaml title="a.yaml" }`. */
function parseInfo(info: string): FenceInfo {
  const match = /^(\{?)\s*([^\s{}"'=#]*)(.*?)\}?$/.exec(info.trim());
  const [, , word = '', rest = ''] = match ?? [];
  const options = parseAttributeList(rest.replace(/^\s*\{/, '')) ?? {
    classes: [],
    attributes: new Map<string, string>(),
  };
  return { language: word.replace(/^\./, '').toLowerCase(), options };
}

/** Reads `1 3-5` as the numbers of the lines to mark. */
function parseLineNumbers(text: string | undefined): Set<number> {
  const lines = new Set<number>();
  for (const [, from, to] of (text ?? '').matchAll(/(\d+)(?:-(\d+))?/g)) {
    const first = Number(from);
    const last = Math.min(Number(to ?? from), first + 10_000);
    for (let line = first; line <= last; line++) {
      lines.add(line);
    }
  }
  return lines;
}

/** Mermaid diagrams are drawn in the browser and stay text until then. */
const diagramLanguages = new Set(['mermaid']);

function renderCode(
  content: string,
  { language, options }: FenceInfo,
  escapeHtml: (text: string) => string,
): string {
  if (diagramLanguages.has(language)) {
    return `<pre class="${language}"><code>${escapeHtml(
      content,
    )}</code></pre>\n`;
  }
  const { attributes } = options;
  const marked = parseLineNumbers(attributes.get('hl_lines'));
  const firstNumber = Number.parseInt(attributes.get('linenums') ?? '', 10);
  const lines = highlightLines(content, language).map((line, index) => {
    const number = Number.isNaN(firstNumber)
      ? ''
      : `<span class="linenos" data-linenos="${firstNumber + index}"></span>`;
    return marked.has(index + 1)
      ? `<span class="hll">${number}${line}\n</span>`
      : `${number}${line}\n`;
  });
  const title = attributes.get('title');
  const classes = language
    ? `language-${escapeHtml(language)} highlight`
    : 'highlight';
  const name = title
    ? `<span class="filename">${escapeHtml(title)}</span>\n`
    : '';
  // The empty span is Pygments': it keeps a first blank line in the page.
  return `<div class="${classes}">${name}<pre><span></span><code tabindex="0">${lines.join(
    '',
  )}</code></pre></div>\n`;
}

/** Renders code in the markup that MkDocs gives it. */
export function fences(markdownIt: MarkdownIt): void {
  const { escapeHtml, unescapeAll } = markdownIt.utils;
  const render: RendererRule = (tokens, index) => {
    const { content, info } = tokens[index];
    return renderCode(content, parseInfo(unescapeAll(info)), escapeHtml);
  };
  Object.assign(markdownIt.renderer.rules, {
    fence: render,
    code_block: render,
  });
}
