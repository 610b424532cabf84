export { templatesApiRef, type TemplatesApi } from './TemplatesApi';
