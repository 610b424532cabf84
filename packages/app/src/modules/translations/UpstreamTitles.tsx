import { useEffect, useState } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { portalTranslationRef } from '../../translation';
import { Titles } from './titles';

const OBSERVED: MutationObserverInit = {
  childList: true,
  subtree: true,
  characterData: true,
};

/**
 * Extensions give pages and tabs a title that is a text and no message: Backstage
 * 1.55 shows it in English in every language. So it is put right in the page, once
 * a frame while that changes.
 */
export function UpstreamTitles() {
  const { t } = useTranslationRef(portalTranslationRef);
  const [titles] = useState(() => new Titles());

  useEffect(() => {
    let frame: number | undefined;
    const translate = () => {
      frame = undefined;
      titles.translate(document.body, title => t(title));
    };
    const observer = new MutationObserver(() => {
      frame ??= window.requestAnimationFrame(translate);
    });
    // What was said in another language before is taken back, too.
    translate();
    if (!Titles.areRight(title => t(title))) {
      observer.observe(document.body, OBSERVED);
    }
    return () => {
      observer.disconnect();
      if (frame !== undefined) {
        window.cancelAnimationFrame(frame);
      }
    };
  }, [t, titles]);

  return <></>;
}
