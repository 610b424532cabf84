export { analyticsPlugin, analyticsPlugin as default } from './plugin';
