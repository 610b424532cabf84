import { type JsonObject } from '@backstage/types';

/** Where Backstage remembers the language a person chose. */
const STORAGE_KEY = 'language';

/**
 * The configuration of a test app that is shown in one language, English beside
 * it: `renderInTestApp(element, { config: languageConfig('uk') })`.
 *
 * @remarks
 * Call it inside the test: it forgets the language that a test before it chose,
 * which would win.
 *
 * @public
 */
export function languageConfig(language: string): JsonObject {
  window.localStorage.removeItem(STORAGE_KEY);

  return {
    app: {
      baseUrl: 'http://localhost:3000',
      extensions: [
        {
          'api:app/app-language': {
            config: {
              availableLanguages: [...new Set(['en', language])],
              defaultLanguage: language,
            },
          },
        },
      ],
    },
    backend: { baseUrl: 'http://localhost:7007' },
  };
}
