import type { Language } from '../session/visitor.ts';
import { html, Html, type Content } from './html.ts';
import { script, style } from './style.ts';
import { textsOf, type Texts } from './texts.ts';

/** What a page is made for. */
export interface Frame {
  language: Language;
  /** Of this answer alone: the policy lets only what carries it run. */
  nonce: string;
  /** Path and query, for the links to the other language. */
  path: string;
}

export interface SeenOnPage {
  type: 'page_view' | 'product_view' | 'search';
  productId?: string;
  query?: string;
}

export interface PageOptions {
  title: string;
  body: Content;
  query?: string | undefined;
  seen?: readonly SeenOnPage[];
  /** After how many seconds the page looks again. */
  refreshSeconds?: number | undefined;
}

export function texts({ language }: Frame): Texts {
  return textsOf[language];
}

export function page(frame: Frame, options: PageOptions): string {
  const t = texts(frame);
  const { title, body, query, seen = [], refreshSeconds } = options;
  const other = frame.language === 'uk' ? 'en' : 'uk';
  const { text } = html`<!DOCTYPE html>
    <html lang="${frame.language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>${title} · ${t.shop}</title>
        ${refreshSeconds !== undefined &&
        html`<meta http-equiv="refresh" content="${refreshSeconds}" />`}
        <link rel="icon" href="data:," />
        <style nonce="${frame.nonce}">
          ${new Html(style)}
        </style>
      </head>
      <body data-seen="${JSON.stringify([{ type: 'page_view' }, ...seen])}">
        <header>
          <a class="brand" href="/">${t.shop}</a>
          <form action="/products" role="search">
            <input
              type="search"
              name="query"
              aria-label="${t.searchHint}"
              placeholder="${t.searchHint}"
              minlength="2"
              maxlength="100"
              value="${query}"
            />
            <button>${t.search}</button>
          </form>
          <nav>
            <a href="/products">${t.all}</a>
            <a href="/cart">${t.cart}</a>
            <a href="${withLanguage(frame.path, other)}" hreflang="${other}"
              >${other === 'uk' ? 'Українською' : 'English'}</a
            >
          </nav>
        </header>
        <main>${body}</main>
        <footer>${t.tagline}</footer>
        <script nonce="${frame.nonce}">
          ${new Html(script)};
        </script>
      </body>
    </html>`;
  return text;
}

function withLanguage(path: string, language: Language): string {
  const url = new URL(path, 'http://shop');
  url.searchParams.set('lang', language);
  return url.pathname + url.search;
}

/** Nothing from elsewhere, and nothing inline without the nonce of this answer. */
export function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    `style-src 'nonce-${nonce}'`,
    `script-src 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
