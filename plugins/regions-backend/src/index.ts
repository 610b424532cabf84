export { regionsPlugin, regionsPlugin as default } from './plugin';
