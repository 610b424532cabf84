import { messages } from '../../translations/en';

/** Titles of Backstage's pages and tabs, which it has in English alone. */
const TITLES = [
  'nav.catalog',
  'nav.create',
  'nav.docs',
  'nav.apis',
  'nav.search',
  'nav.notifications',
  'nav.settings',
  'nav.traces',
  'nav.chaos',
  'titles.overview',
  'titles.dashboards',
  'titles.definition',
  'titles.documentation',
  'titles.development',
  'titles.deployment',
  'titles.operation',
  'titles.observability',
  'titles.templates',
  'titles.tasks',
  'titles.actions',
  'titles.templateEditor',
  'titles.templatingExtensions',
  'titles.general',
  'titles.authenticationProviders',
  'titles.featureFlags',
  'titles.catalogGraph',
  'titles.registerComponent',
] as const satisfies (keyof typeof messages)[];

type Title = (typeof TITLES)[number];

const KEYS = new Map<string, Title>(TITLES.map(key => [messages[key], key]));

/** Where they stand: the name of a page, the way to it, its tabs, and menus of tabs. */
const PLACES = [
  '[class*="bui-PluginHeader"] h1',
  '[class*="bui-PluginHeaderBreadcrumbs"] li',
  '.bui-Tab',
  '.bui-HeaderNavItem',
  '.bui-HeaderNavGroup',
  'a[role="menuitem"][href*="/catalog/"]',
].join(',');

/** What a text was, and what it was made. */
type Made = { from: string; to: string };

function* textsBelow(root: Element): Generator<Text> {
  for (const place of root.querySelectorAll(PLACES)) {
    const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      if (walker.currentNode instanceof Text) {
        yield walker.currentNode;
      }
    }
  }
}

/** Says titles in the language of the page, and again in another one after it was changed. */
export class Titles {
  readonly #made = new WeakMap<Text, Made>();

  /** Whether there is nothing to do: the titles are right as they are. */
  static areRight(t: (key: Title) => string): boolean {
    return TITLES.every(key => t(key) === messages[key]);
  }

  translate(root: Element, t: (key: Title) => string): void {
    for (const text of textsBelow(root)) {
      const made = this.#made.get(text);
      const from = made?.to === text.data ? made.from : text.data;
      const key = KEYS.get(from);
      const to = key ? t(key) : from;
      if (to !== text.data) {
        text.data = to;
      }
      this.#made.set(text, { from, to });
    }
  }
}
