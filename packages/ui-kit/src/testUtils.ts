/**
 * Helpers for the tests of packages with translated texts.
 *
 * @packageDocumentation
 */

export {
  checkTranslations,
  expectTranslated,
  type CheckTranslationsOptions,
} from './lib/checkTranslations';
export { languageConfig } from './lib/languageConfig';
