/** @jest-environment @backstage/cli/config/jest-environment-jsdom */

import { createMockDirectory } from '@backstage/backend-test-utils';
import { promises as fs } from 'node:fs';
import { join } from 'node:path';
import {
  attributes,
  createDocsBuilder,
  texts,
} from './__testUtils__/buildDocs';

const { build, input, output } = createDocsBuilder();
const outside = createMockDirectory();

const site = {
  'mkdocs.yml': `
site_name: Orders & Co
site_description: How orders work
repo_url: https://github.com/shop/orders
edit_uri: edit/main/docs/
nav:
  - index.md
  - Guides:
      - Set up: guide/setup.md
      - Deep:
          - guide/deep/tuning.md
  - Handbook: https://example.com/handbook
  - Schema: files/schema.json
plugins: [techdocs-core]
markdown_extensions:
  - admonition
  - pymdownx.superfences:
      custom_fences:
        - name: mermaid
          format: !!python/name:pymdownx.superfences.fence_code_format
`,
  docs: {
    'index.md': `# Welcome

[Set up](guide/setup.md), [tune it](guide/deep/tuning.md#how-far), [section](guide/)
[schema](files/schema.json), ![logo](img/logo.png), [out](https://example.com), [abs](/catalog)
`,
    guide: {
      'index.md': '# All guides\n',
      'setup.md': `---
title: Setting up
tags: 1
hide: none
---
Start [home](../index.md#welcome), then [again](#steps).

## Steps

### First

## Links
`,
      deep: {
        'tuning.md':
          '# Tuning\n\n## How far\n\nSee [links](../setup.md#links).\n',
      },
    },
    img: { 'logo.png': 'PNG' },
    files: { 'schema.json': '{}' },
    '.hidden': { 'secret.md': '# Secret' },
  },
};

describe('a documentation site', () => {
  it('has a page for each Markdown file, in the markup of the reader', async () => {
    const { page, read, warnings } = await build(site);
    const home = await page();
    const setup = await page('guide/setup/');

    expect(warnings).toEqual([]);
    expect(texts(home, 'article.md-content__inner.md-typeset > h1')).toEqual([
      'Welcome¶',
    ]);
    expect(home.title).toBe('Welcome - Orders & Co');
    // Without a heading of its own the page is headed by its title.
    expect(texts(setup, 'article > h1')).toEqual(['Setting up']);
    for (const selector of [
      'input#__drawer[data-md-toggle="drawer"]',
      '.md-header label[for="__drawer"]',
      '.md-container > .md-main .md-main__inner.md-grid',
      'div[data-md-component="content"] > article',
      'div[data-md-component="sidebar"][data-md-type="navigation"]',
      'div[data-md-component="sidebar"][data-md-type="toc"]',
      '.md-container > .md-footer',
    ]) {
      expect([selector, home.querySelectorAll(selector).length]).toEqual([
        selector,
        1,
      ]);
    }
    const [stylesheet] = attributes(setup, 'link[rel=stylesheet]', 'href');
    expect(stylesheet).toMatch(
      /^\.\.\/\.\.\/assets\/stylesheets\/main\.[0-9a-f]{8}\.min\.css$/,
    );
    expect(await read(String(stylesheet).slice('../../'.length))).toContain(
      '.highlight',
    );
    await expect(page('.hidden/secret/')).rejects.toThrow('ENOENT');
  });

  it('turns links between files into links between pages', async () => {
    const { page } = await build(site);

    expect(attributes(await page(), 'article p a', 'href')).toEqual([
      'guide/setup/',
      'guide/deep/tuning/#how-far',
      'guide/',
      'files/schema.json',
      'https://example.com',
      '/catalog',
    ]);
    expect(attributes(await page(), 'article img', 'src')).toEqual([
      'img/logo.png',
    ]);
    expect(
      attributes(await page('guide/setup/'), 'article p a', 'href'),
    ).toEqual(['../../#welcome', '#steps']);
    // The reader would drop the id "links", so the heading has another one.
    expect(
      attributes(await page('guide/deep/tuning/'), 'article p a', 'href'),
    ).toEqual(['../../setup/#links_1']);
  });

  it('says which links are broken, and keeps them', async () => {
    const { page, warnings } = await build({
      docs: {
        'index.md':
          '[a](missing.md) [b](#nowhere) [c](two.md#x) ![d](../../e.png)',
        'two.md': '# Two <a id="y"></a>\n\n[y](#y)',
      },
    });

    expect(warnings).toEqual([
      'docs/index.md: broken link to missing.md',
      'docs/index.md: link to #nowhere, which this page does not have',
      'docs/index.md: link to #x, which docs/two.md does not have',
      'docs/index.md: broken link to ../../e.png',
    ]);
    expect(attributes(await page(), 'article p a', 'href')[0]).toBe(
      'missing.md',
    );
  });

  it('arranges the navigation as nav says', async () => {
    const { page } = await build(site);
    const tuning = await page('guide/deep/tuning/');
    const list = '.md-nav--primary > .md-nav__list > .md-nav__item';

    expect(texts(tuning, `${list} > .md-nav__link`)).toEqual([
      'Welcome',
      'Guides',
      'Handbook',
      'Schema',
    ]);
    expect(attributes(tuning, `.md-nav--primary a`, 'href')).toEqual([
      '../../../',
      '../../setup/',
      './',
      'https://example.com/handbook',
      '../../../files/schema.json',
    ]);
    expect(texts(tuning, '.md-nav__link--active')).toEqual(['Tuning']);
    const toggles = tuning.querySelectorAll('input.md-nav__toggle');
    expect(attributes(tuning, 'input.md-nav__toggle', 'checked')).toEqual([
      '',
      '',
    ]);
    for (const toggle of toggles) {
      expect(
        tuning.querySelector(`label[for="${toggle.id}"] + nav.md-nav`),
      ).not.toBeNull();
    }
    const setup = await page('guide/setup/');
    expect(attributes(setup, '.md-footer__link--prev', 'href')).toEqual([
      '../../',
    ]);
    expect(texts(setup, '.md-footer__link--next .md-ellipsis')).toEqual([
      'Tuning',
    ]);
    expect(texts(setup, '.md-nav--secondary .md-nav__link')).toEqual([
      'Steps',
      'First',
      'Links',
    ]);
    expect(texts(setup, '.md-nav--secondary .md-nav .md-nav__link')).toEqual([
      'First',
    ]);
    expect(attributes(setup, '[title="Edit this page"]', 'href')).toEqual([
      'https://github.com/shop/orders/edit/main/docs/guide/setup.md',
    ]);
  });

  it('makes the navigation from the files when there is no mkdocs.yml', async () => {
    const { page, readJson } = await build(
      {
        docs: {
          'zebra.md': '# Zebra',
          'README.md': '# Start',
          'a-b.md': 'text',
          ops: { 'run-book.md': 'text', 'index.md': '# Ops' },
        },
      },
      {
        run: {
          siteOptions: { name: 'core' },
          parsedLocationAnnotation: {
            type: 'url',
            target: 'https://github.com/shop/core/tree/main/services/core/',
          },
        },
      },
    );
    const home = await page();

    expect(texts(home, '.md-nav--primary .md-nav__link')).toEqual([
      'Start',
      'A b',
      'Zebra',
      'Ops',
      'Ops',
      'Run book',
    ]);
    expect(attributes(home, '[title="Edit this page"]', 'href')).toEqual([
      'https://github.com/shop/core/edit/main/services/core/docs/README.md',
    ]);
    expect((await readJson('techdocs_metadata.json')).site_name).toBe('core');
    // The input is the author's own checkout: nothing is written there.
    expect(await fs.readdir(input.path)).toEqual(['docs']);
  });

  it('starts from the README beside mkdocs.yml when docs has no index', async () => {
    const { page, warnings } = await build({
      'README.md': '# Read me\n\n[Guide](docs/guide.md)',
      docs: { 'guide.md': '# Guide\n\n[Back](../README.md)' },
    });

    expect(attributes(await page(), 'article p a', 'href')).toEqual(['guide/']);
    expect(attributes(await page('guide/'), 'article p a', 'href')).toEqual([
      '../',
    ]);
    expect(warnings).toEqual([
      'docs/index.md not found, README.md is the start page',
    ]);
  });

  it('speaks Ukrainian around the text, with ids a reader can follow', async () => {
    const { page } = await build({
      'mkdocs.yml': 'theme: { name: material, language: uk }',
      docs: { 'index.md': '# Довідка\n\n## Розгортання служби\n' },
    });
    const home = await page();

    expect(home.documentElement.lang).toBe('uk');
    expect(texts(home, '.md-nav--secondary .md-nav__title')).toEqual(['Зміст']);
    expect(attributes(home, 'article h2', 'id')).toEqual([
      'rozhortannia-sluzhby',
    ]);
  });

  it('writes the search index and the metadata that TechDocs reads', async () => {
    const before = Date.now();
    const { readJson } = await build(
      {
        'mkdocs.yml': 'site_name: Core\nsite_description: The core',
        docs: {
          'index.md':
            'Intro\n\n# Title\n\nText & <b>more</b>\n\n## Section\n\n`code`\n',
          'img.svg': '<svg/>',
        },
      },
      { run: { etag: 'abc' } },
    );

    expect(await readJson('search/search_index.json')).toMatchObject({
      config: { lang: ['en'] },
      docs: [
        { location: '', title: 'Title', text: 'Intro Text &amp; more' },
        { location: '#section', title: 'Section', text: 'code' },
      ],
    });
    const metadata = await readJson('techdocs_metadata.json');
    expect(metadata).toMatchObject({
      site_name: 'Core',
      site_description: 'The core',
      etag: 'abc',
    });
    expect(metadata.build_timestamp).toBeGreaterThanOrEqual(before);
    expect(metadata.files).toEqual([
      expect.stringMatching(/^assets\/stylesheets\/main\./),
      'img.svg',
      'index.html',
      'search/search_index.json',
      'techdocs_metadata.json',
    ]);
  });

  it('names what mkdocs.yml asks for and will not get', async () => {
    const { warnings } = await build({
      'mkdocs.yaml': `
plugins: [search, blog: {}]
markdown_extensions: { toc: {}, pymdownx.emoji: {} }
use_directory_urls: false
hooks: [x.py]
`,
      'mkdocs.yml': 'site_name: other',
      docs: { 'index.md': '# A', 'README.md': '# B' },
    });

    expect(warnings).toEqual([
      'Both mkdocs.yaml and mkdocs.yml exist: mkdocs.yml is ignored',
      'mkdocs.yaml: settings not supported by this generator, ignored: hooks',
      'mkdocs.yaml: plugins not supported by this generator, ignored: blog',
      'mkdocs.yaml: markdown_extensions not supported by this generator, ignored: pymdownx.emoji',
      'mkdocs.yaml: use_directory_urls: false ignored, the reader needs directory URLs',
      'docs/README.md is ignored: index.md is the index of its folder',
    ]);
  });

  it('leaves out what exclude_docs names, and never lets a file replace its own', async () => {
    const { output: written, warnings } = await build({
      'mkdocs.yml': 'exclude_docs: |\n  drafts/\n  *.psd\n',
      docs: {
        'index.md': '# A',
        'b.psd': '',
        'index.html': 'mine',
        search: 'mine',
        'techdocs_metadata.json': 'mine',
        drafts: { 'c.md': '# C' },
      },
    });

    expect(Object.keys(written ?? {}).sort()).toEqual([
      'assets',
      'index.html',
      'search',
      'techdocs_metadata.json',
    ]);
    expect(warnings).toEqual([
      'docs/index.html is ignored: the site has a file of its own under that name',
      'docs/search is ignored: the site has a file of its own under that name',
      'docs/techdocs_metadata.json is ignored: the site has a file of its own under that name',
    ]);
  });

  it.each([
    [
      'no docs folder',
      {},
      'No documentation folder: create "docs" with an index.md',
    ],
    [
      'no start page',
      { docs: { 'a.md': '' } },
      'No start page: create docs/index.md or docs/README.md',
    ],
    [
      'YAML that does not parse',
      { 'mkdocs.yml': 'site_name: a\nnav: [a, b' },
      /^mkdocs\.yml line 2: not valid YAML: /,
    ],
    [
      'an alias bomb',
      {
        'mkdocs.yml': `a: &a [x]\nb: &b [*a]\nextra: [${Array(200).fill(
          '*b',
        )}]`,
      },
      /^mkdocs\.yml: not valid YAML: Excessive alias count/,
    ],
    [
      'a setting of the wrong kind',
      { 'mkdocs.yml': 'site_name: [a]' },
      /^mkdocs\.yml: site_name: /,
    ],
    [
      'a nav entry without a file',
      {
        'mkdocs.yml': 'nav:\n  - Guides:\n      - Setup: setup.md',
        docs: { 'index.md': '' },
      },
      'mkdocs.yml: nav[0] ("Guides")[0] ("Setup") names setup.md, which does not exist in docs',
    ],
    [
      'a nav entry outside of docs',
      {
        'mkdocs.yml': 'nav: [../secret.md]',
        'secret.md': '',
        docs: { 'index.md': '' },
      },
      'mkdocs.yml: nav[0] names ../secret.md, which does not exist in docs',
    ],
    [
      'a nav entry that runs',
      { 'mkdocs.yml': 'nav:\n  - X: "javascript:alert(1)"' },
      'mkdocs.yml: nav[0] ("X") links to "javascript:alert(1)": only http, https and mailto links are allowed',
    ],
    [
      'a nav entry without a value',
      { 'mkdocs.yml': 'nav:\n  - X:' },
      'mkdocs.yml: nav[0] ("X") must have a file, a link or a list under it',
    ],
    [
      'a nav entry with two titles',
      { 'mkdocs.yml': 'nav:\n  - A: a.md\n    B: b.md' },
      'mkdocs.yml: nav[0] must be a file, or one title',
    ],
    [
      'a nav that is no list',
      { 'mkdocs.yml': 'nav: index.md' },
      'mkdocs.yml: nav must be a list',
    ],
    [
      'docs_dir outside',
      { 'mkdocs.yml': 'docs_dir: ../..' },
      'docs_dir "../.." leaves the documentation\'s directory',
    ],
    [
      'an absolute docs_dir',
      { 'mkdocs.yml': 'docs_dir: /etc' },
      'docs_dir "/etc" leaves the documentation\'s directory',
    ],
    [
      'docs_dir beside mkdocs.yml',
      { 'mkdocs.yml': 'docs_dir: ./' },
      'docs_dir must be a folder of its own',
    ],
    [
      'two pages at one address',
      { docs: { 'index.md': '', 'a.md': '', a: { 'index.md': '' } } },
      'docs/a/index.md and a.md would become the same page, a/: rename one',
    ],
    [
      'front matter that does not parse',
      { docs: { 'index.md': '---\ntitle: [\n---\n' } },
      /^docs\/index\.md line 2: not valid YAML/,
    ],
  ])('refuses %s', async (_, content, message) => {
    await expect(build(content)).rejects.toThrow(message);
    expect(await fs.readdir(output.path)).toEqual([]);
  });

  it.each([
    ['files', 2, 'docs holds more than 2 files'],
    ['pageBytes', 5, 'docs/index.md has 12 bytes, the limit is 5'],
    ['fileBytes', 3, 'docs/a.png has 4 bytes, the limit is 3'],
    ['totalBytes', 14, 'docs holds more than 14 bytes'],
    [
      'files',
      0,
      'techdocs.markdown.limits.files must be a whole number above zero',
    ],
  ])('keeps to the limit of %s', async (limit, value, message) => {
    await expect(
      build(
        { docs: { 'a.png': '1234', 'b.png': '', 'index.md': '# Some title' } },
        { config: { techdocs: { markdown: { limits: { [limit]: value } } } } },
      ),
    ).rejects.toThrow(message);
  });

  it('follows a symbolic link inside, and refuses one that leaves', async () => {
    outside.setContent({ 'secret.md': '# Secret' });
    const secret = join(outside.path, 'secret.md');

    await expect(
      build({ docs: { 'index.md': '', 'b.md': file => file.symlink(secret) } }),
    ).rejects.toThrow(
      "docs/b.md is a symbolic link that leaves the documentation's directory",
    );
    await expect(
      build({
        docs: { 'index.md': '' },
        'mkdocs.yml': file => file.symlink(secret),
      }),
    ).rejects.toThrow('mkdocs.yml is a symbolic link that leaves');
    await expect(
      build({ docs: file => file.symlink(outside.path) }),
    ).rejects.toThrow('docs_dir "docs" leaves');

    const { page, warnings } = await build({
      'README.md': '# Read me',
      docs: {
        'index.md': file => file.symlink('../README.md'),
        'gone.md': file => file.symlink('nothing.md'),
        folder: file => file.symlink('..'),
      },
    });
    expect(texts(await page(), 'h1')).toEqual(['Read me¶']);
    expect(warnings).toEqual([
      'docs/folder is a symbolic link to a folder, skipped',
      'docs/gone.md is a symbolic link to nothing, skipped',
    ]);
  });
});

it('builds 200 pages', async () => {
  const section = (number: number) =>
    `## Part ${number}\n\nSome *text* with [a link](page-${number}.md#part-1).\n\n!!! note\n    A note.\n\n\`\`\`typescript\nexport const answer = ${number};\nfunction ask(question: string) {\n  return question.length > 3 ? answer : undefined;\n}\n\`\`\`\n\n| a | b |\n|---|---|\n| 1 | 2 |\n`;
  const content = `# Page\n\n${[1, 2, 3, 4, 5].map(section).join('\n')}`;
  const pages = Array.from({ length: 200 }, (_, index) => [
    index === 0 ? 'index.md' : `page-${index}.md`,
    content,
  ]);

  const { messages } = await build({ docs: Object.fromEntries(pages) });

  expect(messages[0]).toMatch(/^Built 200 pages .* in \d+ ms$/);
});
