export { checkCatalog, COUNTED_KINDS, type CatalogFacts } from './checkCatalog';
export { checkDocs, type DocsFacts } from './checkDocs';
export {
  checkNotifications,
  type NotificationsFacts,
} from './checkNotifications';
export { checkSearch, type SearchFacts } from './checkSearch';
export { levelOfFailure } from './levelOfFailure';
export { type Check } from './types';
