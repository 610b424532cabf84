export { ukrainianTranslations } from './ukrainianTranslations';
