export { ServiceRedCharts } from './ServiceRedCharts';
export { ServiceRedSummary } from './ServiceRedSummary';
export { ServiceRuntimeCharts } from './ServiceRuntimeCharts';
