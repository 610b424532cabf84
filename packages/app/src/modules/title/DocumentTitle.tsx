import { configApiRef, useApi } from '@backstage/frontend-plugin-api';
import { useEffect } from 'react';

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
      const page = document.querySelector('h1')?.textContent?.trim();
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
