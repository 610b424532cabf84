import { configApiRef, useApi } from '@backstage/frontend-plugin-api';
import { useEffect } from 'react';

/** Headers of Backstage UI have a heading of the second level. */
const HEADING = 'h1, .bui-HeaderContent h2';

const OBSERVED: MutationObserverInit = {
  childList: true,
  subtree: true,
  characterData: true,
};

/**
 * Among tabs, in the history and to screen readers a page goes by the title of
 * its document. Headers of Backstage UI leave it as it was, so it follows the
 * first heading of the page; what a page says of itself in more words stays.
 */
export function DocumentTitle() {
  const portal = useApi(configApiRef).getOptionalString('app.title');

  useEffect(() => {
    let frame: number | undefined;
    const follow = () => {
      frame = undefined;
      const page = document.querySelector(HEADING)?.textContent?.trim();
      if (page && !document.title.startsWith(page)) {
        document.title = portal ? `${page} | ${portal}` : page;
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
