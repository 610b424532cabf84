export { tracesPlugin, tracesPlugin as default } from './plugin';
