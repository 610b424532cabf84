import {
  type ApiHolder,
  type TranslationFunction,
  translationApiRef,
} from '@backstage/frontend-plugin-api';
import { scaffolderShopPlatformTranslationRef } from '../translation';

// Named, because the compiler does not come to an end with the inferred one.
type Messages = typeof scaffolderShopPlatformTranslationRef.T;

/** The texts for validators, which are no components. */
export function translatorOf(apis: ApiHolder): TranslationFunction<Messages> {
  const snapshot = apis
    .get(translationApiRef)
    ?.getTranslation(scaffolderShopPlatformTranslationRef);
  if (!snapshot?.ready) {
    throw new Error('The texts of the form are not loaded yet: try again');
  }
  return snapshot.t;
}

/** The texts for what is no component, once they are loaded. */
export async function loadTranslator(
  translationApi: typeof translationApiRef.T,
): Promise<TranslationFunction<Messages>> {
  const snapshot = translationApi.getTranslation(
    scaffolderShopPlatformTranslationRef,
  );
  if (snapshot.ready) {
    return snapshot.t;
  }
  return new Promise((resolve, reject) => {
    translationApi
      .translation$(scaffolderShopPlatformTranslationRef)
      .subscribe({
        next: next => {
          if (next.ready) {
            resolve(next.t);
          }
        },
        error: reject,
      });
  });
}
