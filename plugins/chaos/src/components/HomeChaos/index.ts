export { HomeChaos } from './HomeChaos';
