/**
 * Helpers for the tests of packages with translated texts and charts.
 *
 * @packageDocumentation
 */

export {
  checkTranslations,
  expectTranslated,
  type CheckTranslationsOptions,
} from './lib/checkTranslations';
export { disableCanvas } from './lib/disableCanvas';
export { gatewayRefusal } from './lib/gatewayRefusal';
export { languageConfig } from './lib/languageConfig';
