export { ServiceRedCharts } from './ServiceRedCharts';
export { ServiceRedSummary } from './ServiceRedSummary';
