export { SpanDetails } from './SpanDetails';
