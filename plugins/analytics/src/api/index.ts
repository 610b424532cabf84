export { analyticsApiRef, type AnalyticsApi } from './AnalyticsApi';
