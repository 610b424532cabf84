import type { NavigationNode } from '../site/navigation';
import type { SiteConfig } from '../site/siteConfig';
import type { Page } from '../site/types';
import { relativeUrl } from '../site/urls';
import { markup, SafeHtml } from './html';
import { labelsFor, type ThemeLabels } from './labels';
import { renderContents, renderNavigation } from './navigationMarkup';

/** One page and its place in the site. */
export interface PageView {
  site: SiteConfig;
  page: Page;
  /** The page's text, sanitised. */
  body: string;
  navigation: NavigationNode[];
  previous: Page | undefined;
  next: Page | undefined;
  editUrl: string | undefined;
  /** Path of the stylesheet on the site. */
  stylesheet: string;
}

function icon(path: string): SafeHtml {
  return markup`<svg class="site-icon" viewBox="0 0 24 24" aria-hidden="true"><path d="${path}"></path></svg>`;
}

const arrows = { prev: 'M15 5l-7 7 7 7', next: 'M9 5l7 7-7 7' };
const pencil = 'M4 20v-4L16 4l4 4L8 20zM14 6l4 4';

function renderHeader(site: SiteConfig): SafeHtml {
  return markup`<header class="md-header" data-md-component="header">
<nav class="md-header__inner md-grid" aria-label="${site.siteName}">
<label class="md-header__button md-icon" for="__drawer"></label>
<div class="md-header__title" data-md-component="header-title">${site.siteName}</div>
</nav>
</header>`;
}

function renderSidebar(
  kind: 'primary' | 'secondary',
  hidden: boolean,
  content: SafeHtml,
): SafeHtml {
  const type = kind === 'primary' ? 'navigation' : 'toc';
  return markup`<div class="md-sidebar md-sidebar--${kind}" data-md-component="sidebar" data-md-type="${type}"${
    hidden && markup` hidden`
  }>
<div class="md-sidebar__scrollwrap"><div class="md-sidebar__inner">
${content}
</div></div>
</div>`;
}

function renderArticle({ page, body, editUrl }: PageView): SafeHtml {
  const titled = page.markdown.headings.some(({ level }) => level === 1);
  // The reader looks for this title, whatever the language.
  const edit =
    editUrl !== undefined &&
    markup`<a href="${editUrl}" title="Edit this page" class="md-content__button md-icon">${icon(
      pencil,
    )}</a>
`;
  const title = !titled && markup`<h1>${page.title}</h1>\n`;
  return markup`<div class="md-content" data-md-component="content">
<article class="md-content__inner md-typeset">
${edit}${title}${new SafeHtml(body)}
</article>
</div>`;
}

function renderFooterLink(
  direction: 'prev' | 'next',
  label: string,
  from: Page,
  to: Page | undefined,
): SafeHtml | undefined {
  if (to === undefined) {
    return undefined;
  }
  const url = relativeUrl(from.url, to.url);
  return markup`<a href="${url}" class="md-footer__link md-footer__link--${direction}" rel="${direction}">
<div class="md-footer__button md-icon">${icon(arrows[direction])}</div>
<div class="md-footer__title"><span class="md-footer__direction">${label}</span><div class="md-ellipsis">${
    to.title
  }</div></div>
</a>
`;
}

function renderFooter(
  { page, previous, next }: PageView,
  labels: ThemeLabels,
): SafeHtml {
  return markup`<footer class="md-footer">
<nav class="md-footer__inner md-grid" aria-label="${labels.footer}">
${renderFooterLink('prev', labels.previous, page, previous)}${renderFooterLink(
    'next',
    labels.next,
    page,
    next,
  )}</nav>
</footer>`;
}

function renderHead({ site, page, stylesheet }: PageView): SafeHtml {
  return markup`<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="description" content="${site.siteDescription}">
<title>${page.title} - ${site.siteName}</title>
<link rel="stylesheet" href="${relativeUrl(page.url, stylesheet)}">
</head>`;
}

/** A whole page, in the markup that the TechDocs reader arranges. */
export function renderPage(view: PageView): string {
  const { site, page, navigation } = view;
  const labels = labelsFor(site.language);
  const hides = (part: string) => page.hidden.includes(part);
  const primary = renderNavigation(site.siteName, navigation, page, labels);
  const secondary = renderContents(page.markdown.headings, labels);
  return markup`<!doctype html>
<html lang="${site.language}">
${renderHead(view)}
<body dir="ltr">
<input class="md-toggle" data-md-toggle="drawer" type="checkbox" id="__drawer" autocomplete="off">
<label class="md-overlay" for="__drawer"></label>
${renderHeader(site)}
<div class="md-container" data-md-component="container">
<main class="md-main" data-md-component="main">
<div class="md-main__inner md-grid">
${renderSidebar('primary', hides('navigation'), primary)}
${renderSidebar('secondary', hides('toc'), secondary)}
${renderArticle(view)}
</div>
</main>
${!hides('footer') && renderFooter(view, labels)}
</div>
</body>
</html>
`.value;
}
