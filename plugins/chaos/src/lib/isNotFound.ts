export { isNotFound } from '@shop-platform/ui-kit';
