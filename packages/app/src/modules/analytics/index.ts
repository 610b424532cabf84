export { analyticsWhenConfigured } from './analyticsWhenConfigured';
