export { tracesWhenConfigured } from './tracesWhenConfigured';
