import type { Heading } from '../markdown/headings';
import type { NavigationNode } from '../site/navigation';
import type { Page } from '../site/types';
import { relativeUrl } from '../site/urls';
import { markup, type SafeHtml } from './html';
import type { ThemeLabels } from './labels';

function contains(node: NavigationNode, page: Page): boolean {
  return node.kind === 'section'
    ? node.nodes.some(child => contains(child, page))
    : node.kind === 'page' && node.page === page;
}

function itemClass(...states: (string | false)[]): string {
  return ['md-nav__item', ...states].filter(Boolean).join(' ');
}

type LinkNode = Exclude<NavigationNode, { kind: 'section' }>;
type SectionNode = Extract<NavigationNode, { kind: 'section' }>;

function addressOf(node: LinkNode, current: Page): string {
  if (node.kind === 'link') {
    return node.url;
  }
  const path = node.kind === 'page' ? node.page.url : node.path;
  return relativeUrl(current.url, path);
}

function renderLink(node: LinkNode, current: Page): SafeHtml {
  const active = contains(node, current);
  return markup`<li class="${itemClass(active && 'md-nav__item--active')}">
<a href="${addressOf(node, current)}" class="md-nav__link${
    active && ' md-nav__link--active'
  }"${active && markup` aria-current="page"`}><span class="md-ellipsis">${
    node.title
  }</span></a>
</li>
`;
}

function renderSection(node: SectionNode, current: Page, id: string): SafeHtml {
  const active = contains(node, current);
  const level = id.split('_').length - 3;
  const classes = itemClass(
    active && 'md-nav__item--active',
    'md-nav__item--nested',
  );
  return markup`<li class="${classes}">
<input class="md-nav__toggle md-toggle" type="checkbox" id="${id}"${
    active && markup` checked`
  }>
<label class="md-nav__link" for="${id}" id="${id}_label"><span class="md-ellipsis">${
    node.title
  }</span><span class="md-nav__icon md-icon"></span></label>
<nav class="md-nav" data-md-level="${level}" aria-labelledby="${id}_label">
<ul class="md-nav__list" data-md-scrollfix>
${renderNodes(node.nodes, current, id)}</ul>
</nav>
</li>
`;
}

function renderNodes(
  nodes: NavigationNode[],
  current: Page,
  id: string,
): SafeHtml[] {
  return nodes.map((node, index) =>
    node.kind === 'section'
      ? renderSection(node, current, `${id}_${index + 1}`)
      : renderLink(node, current),
  );
}

/** The list of the site's pages. */
export function renderNavigation(
  siteName: string,
  nodes: NavigationNode[],
  current: Page,
  labels: ThemeLabels,
): SafeHtml {
  return markup`<nav class="md-nav md-nav--primary" aria-label="${
    labels.navigation
  }" data-md-level="0">
<label class="md-nav__title" for="__drawer">${siteName}</label>
<ul class="md-nav__list" data-md-scrollfix>
${renderNodes(nodes, current, '__nav')}</ul>
</nav>`;
}

/** Headings under the heading they belong to. */
interface HeadingTree {
  heading: Heading;
  children: HeadingTree[];
}

function nest(headings: Heading[]): HeadingTree[] {
  const roots: HeadingTree[] = [];
  const open: HeadingTree[] = [];
  for (const heading of headings) {
    while (
      open.length > 0 &&
      open[open.length - 1].heading.level >= heading.level
    ) {
      open.pop();
    }
    const tree = { heading, children: [] };
    (open[open.length - 1]?.children ?? roots).push(tree);
    open.push(tree);
  }
  return roots;
}

function renderTree(trees: HeadingTree[]): SafeHtml[] {
  return trees.map(
    ({ heading, children }) => markup`<li class="md-nav__item">
<a href="#${heading.id}" class="md-nav__link"><span class="md-ellipsis">${
      heading.title
    }</span></a>
${
  children.length > 0 &&
  markup`<nav class="md-nav" aria-label="${heading.title}">
<ul class="md-nav__list">
${renderTree(children)}</ul>
</nav>
`
}</li>
`,
  );
}

/** The list of a page's headings, its title left out. */
export function renderContents(
  headings: Heading[],
  labels: ThemeLabels,
): SafeHtml {
  const [first, ...rest] = headings;
  const onlyTitle =
    first?.level === 1 && rest.every(heading => heading.level > 1);
  const trees = nest(onlyTitle ? rest : headings);
  return markup`<nav class="md-nav md-nav--secondary" aria-label="${
    labels.contents
  }">
${
  trees.length > 0 &&
  markup`<div class="md-nav__title">${labels.contents}</div>
<ul class="md-nav__list" data-md-component="toc" data-md-scrollfix>
${renderTree(trees)}</ul>
`
}</nav>`;
}
