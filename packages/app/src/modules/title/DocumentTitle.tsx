import { configApiRef, useApi } from '@backstage/frontend-plugin-api';
import { useEffect } from 'react';

/**
 * Headers of Backstage UI have a heading of the second level. Above one there may
 * be the name of the plugin, which is the same on all of its pages.
 */
const HEADINGS = ['.bui-HeaderContent h2', 'h1'];

function headingOfPage(): string | undefined {
  return HEADINGS.map(selector =>
    document.querySelector(selector)?.textContent?.trim(),
  ).find(Boolean);
}

const OBSERVED: MutationObserverInit = {
  childList: true,
  subtree: true,
  characterData: true,
};

/**
 * Among tabs, in the history and to screen readers a page goes by the title of
 * its document. Headers of Backstage UI leave it as it was, so it follows the
 * first heading of the page; what a page says of itself in more words stays. A
 * page without a heading goes by the portal, not by the page before it.
 */
export function DocumentTitle() {
  const portal = useApi(configApiRef).getOptionalString('app.title');

  useEffect(() => {
    let frame: number | undefined;
    let followed: string | undefined;
    const follow = () => {
      frame = undefined;
      const page = headingOfPage();
      if (page && !document.title.startsWith(page)) {
        followed = portal ? `${page} | ${portal}` : page;
        document.title = followed;
      } else if (!page && portal && document.title === followed) {
        document.title = portal;
      }
    };
    const observer = new MutationObserver(() => {
      frame ??= window.requestAnimationFrame(follow);
    });
    follow();
    observer.observe(document.body, OBSERVED);
    return () => {
      observer.disconnect();
      if (frame !== undefined) {
        window.cancelAnimationFrame(frame);
      }
    };
  }, [portal]);

  return <></>;
}
