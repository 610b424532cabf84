export { errorMessage as messageOf } from '@shop-platform/ui-kit';
