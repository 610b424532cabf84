export { techdocsMermaidModule as default } from './module';
export { techdocsMermaidTranslationRef } from './translation';
