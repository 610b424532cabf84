export { regionsWhenConfigured } from './regionsWhenConfigured';
