/** @jest-environment @backstage/cli/config/jest-environment-jsdom */

import {
  attributes,
  createDocsBuilder,
  texts,
} from './__testUtils__/buildDocs';

const { build } = createDocsBuilder();

/** Builds a site of one page and gives its text. */
async function render(markdown: string) {
  const { page, warnings } = await build({ docs: { 'index.md': markdown } });
  const article = (await page()).querySelector('article');
  if (!article) {
    throw new Error('The page has no article');
  }
  return { article, warnings };
}

describe('the Markdown of a page', () => {
  it('has headings with ids, permalinks and attributes of their own', async () => {
    const { article } = await render(`# Über *Café* { .wide }

## A &amp; B
## A & B
## Named {#the-name}
## Title
`);

    expect(attributes(article, 'h1, h2', 'id')).toEqual([
      'uber-cafe',
      'a-b',
      'a-b_1',
      'the-name',
      'title_1',
    ]);
    expect(attributes(article, 'a.headerlink', 'href')).toEqual([
      '#uber-cafe',
      '#a-b',
      '#a-b_1',
      '#the-name',
      '#title_1',
    ]);
    expect(article.querySelector('h1')).toHaveProperty('className', 'wide');
    expect(texts(article, 'h2')[2]).toBe('Named¶');
  });

  it('has tables, strikethrough, task lists, definitions and footnotes', async () => {
    const { article } = await render(`| Name | Size |
|:-----|-----:|
| a    |    1 |

~~gone~~ README.md https://example.com

- [x] done
- [ ] open
- plain

Term
:   Meaning

One[^a], again[^a].

[^a]: The note.
`);

    expect(texts(article, 'table:not([class]) td')).toEqual(['a', '1']);
    expect(attributes(article, 'td', 'style')).toEqual([
      'text-align:left',
      'text-align:right',
    ]);
    expect(texts(article, 's')).toEqual(['gone']);
    expect(attributes(article, 'p a[href^=http]', 'href')).toEqual([
      'https://example.com',
    ]);
    const boxes = 'ul.task-list > li.task-list-item > label.task-list-control';
    expect(
      attributes(
        article,
        `${boxes} > input[type=checkbox][disabled]`,
        'checked',
      ),
    ).toEqual(['', null]);
    expect(
      article.querySelectorAll(`${boxes} > input + .task-list-indicator`),
    ).toHaveLength(2);
    expect(texts(article, 'ul.task-list > li')).toEqual([
      'done',
      'open',
      'plain',
    ]);
    expect(texts(article, 'dl > dt, dl > dd')).toEqual(['Term', 'Meaning']);
    expect(attributes(article, 'sup[id] > a.footnote-ref', 'href')).toEqual([
      '#fn:1',
      '#fn:1',
    ]);
    expect(article.querySelector('.footnote li')?.id).toBe('fn:1');
    expect(attributes(article, 'a.footnote-backref', 'href')).toEqual(
      attributes(article, 'sup', 'id').map(id => `#${id}`),
    );
  });

  it('has admonitions, collapsible ones and nested content', async () => {
    const { article } = await render(`!!! warning "Be *careful*"
    First.

    - item

        !!! tip
            Inside.

    \`\`\`
    code
    \`\`\`

!!! note ""
    No title.

??? info
    Closed.

???+ danger inline "Open"
    Shown.
After.
`);

    const [warning] = article.querySelectorAll(
      ':scope > div.admonition.warning',
    );
    expect(texts(warning, ':scope > p.admonition-title')).toEqual([
      'Be careful',
    ]);
    expect(texts(warning, ':scope > p:not([class])')).toEqual(['First.']);
    expect(texts(warning, 'li .admonition.tip > p')).toEqual([
      'Tip',
      'Inside.',
    ]);
    expect(texts(warning, ':scope > .highlight code')).toEqual(['code']);
    expect(texts(article, '.admonition.note > *')).toEqual(['No title.']);
    expect(texts(article, 'details.info:not([open]) > *')).toEqual([
      'Info',
      'Closed.',
    ]);
    expect(texts(article, 'details.danger.inline[open] > *')).toEqual([
      'Open',
      'Shown.',
    ]);
    expect(texts(article, ':scope > p')).toEqual(['After.']);
  });

  it('has content tabs, one set beside another', async () => {
    const { article } = await render(`=== "Shell \`x\`"
    one

=== "Go"

    two

===! "Other set"
    three

    === "Inner"
        four
`);

    const sets = article.querySelectorAll(
      ':scope > .tabbed-set.tabbed-alternate',
    );
    expect([...sets].map(set => set.getAttribute('data-tabs'))).toEqual([
      '1:2',
      '2:1',
    ]);
    const [first, second] = sets;
    expect(texts(first, ':scope > .tabbed-labels > label')).toEqual([
      'Shell x',
      'Go',
    ]);
    expect(texts(first, ':scope > .tabbed-content > .tabbed-block')).toEqual([
      'one',
      'two',
    ]);
    const inputs = ':scope > input[type=radio]';
    expect(attributes(first, inputs, 'checked')).toEqual(['checked', null]);
    expect(attributes(first, ':scope > .tabbed-labels > label', 'for')).toEqual(
      attributes(first, inputs, 'id'),
    );
    expect(texts(second, '.tabbed-block .tabbed-block')).toEqual(['four']);
  });

  it('has highlighted code in the classes of Pygments', async () => {
    const { article } =
      await render(`\`\`\`typescript title="a.ts" hl_lines="2" linenums="7"
// note
const answer = "<4\${2}>";

class Foo {}
\`\`\`

\`\`\` { .yaml .extra }
key: 1
\`\`\`

\`\`\`nonsense
a < b
\`\`\`

    indented <b>
`);

    const [script, yaml, plain, indented] =
      article.querySelectorAll('div.highlight');
    expect(script.className).toBe('language-typescript highlight');
    expect(texts(script, ':scope > span.filename + pre')).toHaveLength(1);
    expect(script.querySelector('pre > code')?.textContent).toBe(
      '// note\nconst answer = "<4${2}>";\n\nclass Foo {}\n',
    );
    expect(script.querySelector('pre')?.firstElementChild?.outerHTML).toBe(
      '<span></span>',
    );
    expect(texts(script, '.c')).toEqual(['// note']);
    expect(texts(script, '.k')).toEqual(['const', 'class']);
    expect(texts(script, '.s')).toEqual(['"<4${2}>"']);
    expect(texts(script, '.nc')).toEqual(['Foo']);
    expect(texts(script, '.hll')).toEqual(['const answer = "<4${2}>";']);
    expect(attributes(script, '.linenos', 'data-linenos')).toEqual([
      '7',
      '8',
      '9',
      '10',
    ]);
    expect(texts(yaml, '.m')).toEqual(['1']);
    expect(plain.querySelector('code')?.innerHTML).toBe('a &lt; b\n');
    expect(texts(indented, 'code')).toEqual(['indented <b>']);
  });

  it('leaves Mermaid diagrams as text', async () => {
    const { article } = await render(
      '```mermaid\ngraph TD\n  A["<b>"] --> B\n```\n',
    );

    expect(article.querySelector('pre.mermaid > code')?.textContent).toBe(
      'graph TD\n  A["<b>"] --> B\n',
    );
    expect(article.querySelector('.highlight')).toBeNull();
  });

  it('moves attribute lists onto what they follow, and only those', async () => {
    const { article } =
      await render(`[Go](https://example.com){ .md-button target="_blank" }
![x](data:image/png;base64,AAAA){: width=30 } \`code\`{ .c } **b**{ #bold }

A paragraph
{: .lead }

Template {{ value }} and { plain } stay, \`x\` {y} too
`);

    expect(attributes(article, 'a.md-button', 'target')).toEqual(['_blank']);
    expect(attributes(article, 'img', 'width')).toEqual(['30']);
    expect(texts(article, 'code.c, strong#bold, p.lead')).toEqual([
      'code',
      'b',
      'A paragraph',
    ]);
    expect(texts(article, 'p')[2]).toBe(
      'Template {{ value }} and { plain } stay, x {y} too',
    );
  });
});

describe('raw HTML in a page', () => {
  it('loses whatever runs or embeds, keeps the rest, and says so', async () => {
    const { article, warnings } = await render(`# Safe

<script>alert(1)</script>
<img src="logo.png" onerror="alert(2)" alt="Logo">
<iframe src="https://example.com"></iframe>
<style>body { display: none }</style>
<a href="java&#10;script:alert(3)" id="bad">x</a>
<svg onload="alert(4)"><use href="#a"/></svg>
<form action="/x"><input name="password"><button>Send</button></form>
<object data="x"></object><embed src="x"><base href="https://example.com">
<details open><summary>More</summary>Kept</details>
<div style="position: fixed; text-align: center" markdown>Kept too</div>

[md](javascript:alert(5)) ![img](vbscript:x) [data](data:text/html,x) <kbd onclick=x>K</kbd>

<p align="center">Centred</p>
`);

    const html = article.outerHTML;
    for (const gone of [
      'script',
      'alert',
      'onerror',
      'onclick',
      'onload',
      'iframe',
      '<style',
      '<svg',
      '<form',
      'password',
      '<object',
      '<embed',
      '<base',
      'vbscript',
      'data:text',
      'position',
      'markdown',
    ]) {
      expect(html).not.toContain(gone);
    }
    expect(texts(article, 'h1')).toEqual(['Safe¶']);
    expect(attributes(article, 'img[alt=Logo]', 'src')).toEqual(['logo.png']);
    expect(texts(article, 'details[open]')).toEqual(['MoreKept']);
    expect(attributes(article, 'div[style]', 'style')).toEqual([
      'text-align:center',
    ]);
    expect(texts(article, 'kbd, p[align=center], a#bad')).toEqual([
      'x',
      'K',
      'Centred',
    ]);
    expect(warnings).toHaveLength(1);
    const [warning] = warnings;
    expect(warning).toMatch(
      /^docs\/index\.md: removed what may not run in a page: /,
    );
    for (const named of [
      '<script>',
      'onerror on <img>',
      '<iframe>',
      '<style>',
      'script: in href on <a>',
      '<svg>',
      '<form>',
      '<input>',
      'style on <div>',
      'vbscript: in src on <img>',
      'data: in href on <a>',
      'onclick on <kbd>',
    ]) {
      expect(warning).toContain(named);
    }
    expect(warning).not.toContain('markdown');
  });

  it('never escapes from the places where text of the author stands', async () => {
    const nasty = '"><script>alert(1)</script>';
    const { page, read } = await build({
      'mkdocs.yml': JSON.stringify({
        site_name: nasty,
        site_description: nasty,
        theme: { language: nasty },
        nav: [{ [nasty]: 'index.md' }, { [nasty]: [{ [nasty]: 'a.md' }] }],
      }),
      docs: {
        'index.md': `---\ntitle: '${nasty}'\n---\n## \`${nasty}\`\n\n\`\`\`x" title="${nasty.slice(
          2,
        )}"\n\`\`\`\n\n## T {#"><script>}\n`,
        'a.md': '',
      },
    });

    for (const path of ['', 'a/']) {
      expect((await page(path)).querySelectorAll('script')).toHaveLength(0);
    }
    expect((await page()).title).toContain(nasty);
    expect(await read('search/search_index.json')).not.toContain('<script');
  });
});
