export { AnalyticsHeader } from './AnalyticsHeader';
