export { EmptyState, type EmptyStateProps } from './EmptyState';
export { ErrorState, type ErrorStateProps } from './ErrorState';
export {
  PageStates,
  type MissingParts,
  type PageStatesProps,
} from './PageStates';
export { SkeletonCards, SkeletonRows } from './Skeletons';
export { StaleNotice, type StaleNoticeProps } from './StaleNotice';
