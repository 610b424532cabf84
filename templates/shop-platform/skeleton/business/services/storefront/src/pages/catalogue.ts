import type { Category, Product, ProductPage } from '../shop/schemas.ts';
import { formatMoney, localized } from './format.ts';
import { html, type Html } from './html.ts';
import { page, texts, type Frame } from './layout.ts';

export interface Filters {
  query?: string | undefined;
  category?: string | undefined;
  sort: string;
}

export function homePage(
  frame: Frame,
  categories: readonly Category[],
  newest: readonly Product[],
): string {
  const t = texts(frame);
  return page(frame, {
    title: t.tagline,
    body: html`<h1>${t.tagline}</h1>
      <h2>${t.categories}</h2>
      ${chips(frame, categories)}
      <h2>${t.newest}</h2>
      ${grid(frame, newest)}`,
  });
}

export function listPage(
  frame: Frame,
  filters: Filters,
  categories: readonly Category[],
  { items, nextCursor }: ProductPage,
): string {
  const t = texts(frame);
  const { query, category, sort } = filters;
  const current = categories.find(({ slug }) => slug === category);
  const title =
    query ?? (current ? localized(frame, current.name, current.nameEn) : t.all);
  return page(frame, {
    title,
    query,
    seen: query === undefined ? [] : [{ type: 'search', query }],
    body: html`<h1>${title}</h1>
      ${chips(frame, categories, category)}
      <form class="row" action="/products">
        ${hidden({ query, category })}
        <label class="row"
          >${t.sort}
          <select name="sort">
            ${sortOptions(frame, sort)}
          </select></label
        >
        <button class="plain">${t.apply}</button>
      </form>
      ${items.length > 0
        ? grid(frame, items)
        : html`<p class="notice">${t.nothingFound}</p>`}
      ${nextCursor !== undefined &&
      html`<p>
        <a
          class="button"
          rel="next"
          href="${listUrl({ ...filters, cursor: nextCursor })}"
          >${t.more}</a
        >
      </p>`}`,
  });
}

export function productPage(frame: Frame, product: Product): string {
  const t = texts(frame);
  const name = localized(frame, product.name, product.nameEn);
  const description = localized(
    frame,
    product.description ?? '',
    product.descriptionEn,
  );
  return page(frame, {
    title: name,
    seen: [{ type: 'product_view', productId: product.id }],
    body: html`<article class="product">
      ${picture(product)}
      <div>
        <h1>${name}</h1>
        <p class="price">${formatMoney(frame.language, product.price)}</p>
        <p>${description}</p>
        ${product.status === 'active'
          ? html`<form class="row" method="post" action="/cart/lines">
              <input type="hidden" name="productId" value="${product.id}" />
              <input
                type="number"
                name="quantity"
                aria-label="${t.quantity}"
                value="1"
                min="1"
                max="50"
                required
              />
              <button data-product="${product.id}">${t.addToCart}</button>
            </form>`
          : html`<p class="notice">${t.notSold}</p>`}
      </div>
    </article>`,
  });
}

function chips(
  frame: Frame,
  categories: readonly Category[],
  current?: string,
): Html {
  return html`<ul class="chips">
    ${categories.map(
      ({ slug, name, nameEn }) =>
        html`<li>
          <a
            href="${listUrl({ category: slug })}"
            ${slug === current && html`aria-current="page"`}
            >${localized(frame, name, nameEn)}</a
          >
        </li>`,
    )}
  </ul>`;
}

function grid(frame: Frame, products: readonly Product[]): Html {
  return html`<ul class="grid">
    ${products.map(
      product =>
        html`<li>
          <a
            class="card"
            href="/products/${product.id}"
            data-product="${product.id}"
          >
            ${picture(product)}
            <div>
              ${localized(frame, product.name, product.nameEn)}
              <br /><span class="price"
                >${formatMoney(frame.language, product.price)}</span
              >
            </div>
          </a>
        </li>`,
    )}
  </ul>`;
}

/** In place of a photograph: a tile in a colour of the product's own. */
function picture({ id, name }: Product): Html {
  const hue = Number.parseInt(id.slice(0, 4), 16) % 360;
  const letter = [...name].find(found => /\p{L}/u.test(found)) ?? '•';
  return html`<svg viewBox="0 0 160 110" aria-hidden="true">
    <rect width="160" height="110" fill="hsl(${hue} 45% 82%)" />
    <circle cx="${40 + (hue % 80)}" cy="60" r="42" fill="hsl(${hue} 42% 70%)" />
    <text
      x="80"
      y="74"
      text-anchor="middle"
      font-size="52"
      font-weight="700"
      fill="hsl(${hue} 45% 28%)"
    >
      ${letter.toUpperCase()}
    </text>
  </svg>`;
}

function sortOptions(frame: Frame, current: string): Html[] {
  const t = texts(frame);
  return [
    ['relevance', t.relevance] as const,
    ['newest', t.newestFirst] as const,
    ['price_asc', t.cheapestFirst] as const,
    ['price_desc', t.dearestFirst] as const,
  ].map(
    ([sort, text]) =>
      html`<option value="${sort}" ${sort === current && 'selected'}>
        ${text}
      </option>`,
  );
}

function hidden(values: Record<string, string | undefined>): Html[] {
  return Object.entries(values).flatMap(([name, value]) =>
    value === undefined
      ? []
      : [html`<input type="hidden" name="${name}" value="${value}" />`],
  );
}

function listUrl(values: Record<string, string | undefined>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined) {
      query.set(name, value);
    }
  }
  return `/products?${query}`;
}
