export { AnalyticsRouter } from './AnalyticsRouter';
