import {
  appLanguageApiRef,
  useApiHolder,
} from '@backstage/frontend-plugin-api';
import { useEffect, useState } from 'react';

const DEFAULT_LOCALE = 'en';

/**
 * The language the portal is shown in, as a locale for numbers and dates.
 *
 * @public
 */
export function useLocale(): string {
  const languageApi = useApiHolder().get(appLanguageApiRef);
  const [locale, setLocale] = useState(
    () => languageApi?.getLanguage().language ?? DEFAULT_LOCALE,
  );

  useEffect(() => {
    const subscription = languageApi
      ?.language$()
      .subscribe(({ language }) => setLocale(language));
    return () => subscription?.unsubscribe();
  }, [languageApi]);

  return locale;
}
