export { catalogModuleFilePlaceholders as default } from './module';
