export { templatesPlugin, templatesPlugin as default } from './plugin';
