import { useEffect, type PropsWithChildren } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { portalTranslationRef } from '../../translation';
import { mend } from './mends';

/** What a mend looks at: new elements, and attributes that it may have set or taken away. */
const OBSERVED: MutationObserverInit = {
  childList: true,
  subtree: true,
  attributes: true,
  attributeFilter: ['aria-controls', 'role', 'href'],
};

/** Mends the page now, and once a frame while it changes. */
export function UpstreamMends({ children }: PropsWithChildren) {
  const { t } = useTranslationRef(portalTranslationRef);

  useEffect(() => {
    const names = {
      loading: t('accessibility.loading'),
      servers: t('accessibility.servers'),
      filterLog: t('accessibility.filterLog'),
    };
    let frame: number | undefined;
    const mendPage = () => {
      frame = undefined;
      mend(document.body, names);
    };
    const observer = new MutationObserver(() => {
      frame ??= window.requestAnimationFrame(mendPage);
    });
    mendPage();
    observer.observe(document.body, OBSERVED);
    return () => {
      observer.disconnect();
      if (frame !== undefined) {
        window.cancelAnimationFrame(frame);
      }
    };
  }, [t]);

  return <>{children}</>;
}
