import { useEffect, useState } from 'react';
import {
  appLanguageApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { ToggleButton, ToggleButtonGroup } from '@backstage/ui';
import { portalTranslationRef } from '../../translation';

/** A language in its own words, as in the settings. */
function nameOf(language: string): string {
  const names = new Intl.DisplayNames([language], { type: 'language' });
  const name = names.of(language) ?? language;
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1);
}

/** Sets the language before one is signed in and can open the settings. */
export function LanguageSwitch() {
  const languageApi = useApi(appLanguageApiRef);
  const { t } = useTranslationRef(portalTranslationRef);
  const [current, setCurrent] = useState(languageApi.getLanguage().language);
  const { languages } = languageApi.getAvailableLanguages();

  useEffect(() => {
    const subscription = languageApi
      .language$()
      .subscribe(({ language }) => setCurrent(language));
    return () => subscription.unsubscribe();
  }, [languageApi]);

  if (languages.length < 2) {
    return <></>;
  }
  return (
    <ToggleButtonGroup
      aria-label={t('signIn.language')}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[current]}
      onSelectionChange={([language]) =>
        languageApi.setLanguage(String(language))
      }
    >
      {languages.map(language => (
        <ToggleButton key={language} id={language} size="small">
          {nameOf(language)}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
