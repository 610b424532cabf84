/** Names for what has none, in the reader's language. */
export type Names = { loading: string; servers: string; filterLog: string };

/** Material numbers the classes of its lab. */
const AUTOCOMPLETE = '[class*="MuiAutocomplete-root"]';

type Mend = {
  /** Elements that need it, and no longer match once they have had it. */
  selector: string;
  apply(element: Element, names: Names): void;
};

/*
 * What is wrong with components of Backstage 1.55 and of what it embeds by
 * WCAG 2.1 AA, and how it is put right in the page. The end-to-end tests scan
 * every page: a mend that upstream made unnecessary can be taken out, one that
 * is missing fails them.
 */
const mends: Mend[] = [
  {
    // Header tabs of Backstage UI name a panel that is drawn by others.
    selector: '.bui-Tab[aria-controls]',
    apply(tab) {
      const panel = tab.getAttribute('aria-controls');
      if (panel && !document.getElementById(panel)) {
        tab.removeAttribute('aria-controls');
      }
    },
  },
  {
    // Column headers of core-components' tables can be dragged with a pointer
    // only; as buttons they would be nested in the button that sorts, or nameless.
    selector: '[data-rbd-draggable-id][role="button"]',
    apply(handle) {
      handle.removeAttribute('role');
      handle.removeAttribute('tabindex');
      handle.removeAttribute('aria-describedby');
    },
  },
  {
    // Filters of the catalog graph have their title beside them.
    selector: `${AUTOCOMPLETE} input:not([aria-label])`,
    apply(input) {
      const root = input.closest(AUTOCOMPLETE);
      const title =
        root?.getAttribute('aria-label') ??
        root?.previousElementSibling?.textContent;
      const labelled =
        input.id !== '' &&
        document.querySelector(`label[for="${CSS.escape(input.id)}"]`);
      if (title && !labelled) {
        input.setAttribute('aria-label', title);
      }
    },
  },
  {
    // Results of the search page are list items without a list.
    selector: ':not(ul, ol) > li.MuiListItem-root:not([role])',
    apply(item) {
      item.setAttribute('role', 'none');
    },
  },
  {
    selector:
      '.MuiCircularProgress-root:not([aria-label]), .MuiLinearProgress-root:not([aria-label])',
    apply(spinner, { loading }) {
      spinner.setAttribute('aria-label', loading);
    },
  },
  {
    selector: '.swagger-ui .servers select:not([aria-label])',
    apply(select, { servers }) {
      select.setAttribute('aria-label', servers);
    },
  },
  {
    // The path of an operation is a link inside the button that opens it and
    // leads to the same place.
    selector: '.swagger-ui button a[href]',
    apply(link) {
      link.removeAttribute('href');
    },
  },
  {
    // Beside the search in a task's log: all lines, or those that match.
    selector:
      '.MuiTextField-root + button.MuiIconButton-root:not([aria-label])',
    apply(button, { filterLog }) {
      button.setAttribute('aria-label', filterLog);
    },
  },
  {
    // The numbers of a task's log are links that call themselves table rows.
    selector: 'a[role="row"][href*="#line-"]',
    apply(link) {
      link.removeAttribute('role');
    },
  },
  {
    // An item of the sidebar is named by its label alone, also where it shows a
    // count behind it: its content says both.
    selector: 'nav a[aria-label]',
    apply(link) {
      const label = link.getAttribute('aria-label') ?? '';
      const text = link.textContent ?? '';
      if (text !== label && text.startsWith(label)) {
        link.removeAttribute('aria-label');
      }
    },
  },
  {
    // A template's card has a nameless link in the button that is named after it.
    selector: 'button[id^="viewDetail-"] a[href]',
    apply(link) {
      link.removeAttribute('href');
      const button = link.closest('button');
      button?.addEventListener('click', event => {
        if (event.target instanceof Node && !link.contains(event.target)) {
          link.dispatchEvent(
            new MouseEvent('click', { bubbles: true, cancelable: true }),
          );
        }
      });
    },
  },
];

/** Puts right what is wrong below an element. */
export function mend(root: Element, names: Names): void {
  for (const { selector, apply } of mends) {
    for (const element of root.querySelectorAll(selector)) {
      apply(element, names);
    }
  }
}
