export { chaosWhenConfigured } from './chaosWhenConfigured';
