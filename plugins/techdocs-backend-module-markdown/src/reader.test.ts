/** @jest-environment @backstage/cli/config/jest-environment-jsdom */

import createDOMPurify from 'dompurify';
import { createDocsBuilder, parseHtml } from './__testUtils__/buildDocs';

const { build } = createDocsBuilder();

/**
 * Cleans a page the way the TechDocs reader does before it shows it: these
 * are the reader's settings for DOMPurify.
 */
function sanitizeAsReader(html: string): Document {
  const purify = createDOMPurify(window);
  purify.addHook('beforeSanitizeElements', node => {
    const isStylesheet = node instanceof Element && node.nodeName === 'LINK';
    const href = isStylesheet ? node.getAttribute('href') ?? '' : '';
    if (isStylesheet && !/main\.[A-Fa-f0-9]{8}\.min\.css$/.test(href)) {
      node.remove();
    }
  });
  const clean = purify.sanitize(html, {
    ADD_TAGS: ['link', 'meta'],
    FORBID_TAGS: ['style'],
    ADD_ATTR: ['http-equiv', 'content', 'dominant-baseline'],
    WHOLE_DOCUMENT: true,
  });
  return parseHtml(clean);
}

/** Every element below the body with its attributes, in order. */
function describeBody(document: Document): string[] {
  return [...document.body.querySelectorAll('*')].map(element =>
    [
      element.tagName,
      ...[...element.attributes]
        .map(({ name, value }) => `${name}=${value}`)
        .sort(),
    ].join(' '),
  );
}

it('gives the reader pages that its sanitiser leaves as they are', async () => {
  const { page, read } = await build({
    docs: {
      // Each heading would hide a property of the document by its plain id.
      'index.md': `# Title

${'Links Plugins Location Target Action Method Reset Name Elements Fonts Timeline'
  .split(' ')
  .map(heading => `## ${heading}`)
  .join('\n\n')}

!!! note
    Text[^1]

??? tip "More"
    - [x] done

=== "A"
    \`\`\`yaml title="a.yaml" linenums="1" hl_lines="1"
    a: 1
    \`\`\`

\`\`\`mermaid
graph TD; A-->B
\`\`\`

| a |
|--:|
| 1 |

Term
:   Meaning

[^1]: Note
`,
      guide: { 'a.md': '# A' },
    },
  });

  const shown = sanitizeAsReader(await read('index.html'));
  expect(describeBody(shown)).toEqual(describeBody(await page()));
  expect(shown.querySelectorAll('head > link[rel=stylesheet]')).toHaveLength(1);
  // What the reader's own code looks for in a page.
  expect(shown.querySelector('.md-header label[for="__drawer"]')).toBeTruthy();
  expect(shown.querySelectorAll('pre > code')).toHaveLength(2);
  expect(
    shown.querySelector('li.md-nav__item--active > a.md-nav__link--active'),
  ).toBeTruthy();
  expect(
    shown.querySelector('li.md-nav__item--nested > input[type=checkbox]'),
  ).toBeTruthy();
});
