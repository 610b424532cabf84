export { ServiceLegend } from './ServiceLegend';
export { TraceHeader } from './TraceHeader';
export { TraceNotices } from './TraceNotices';
