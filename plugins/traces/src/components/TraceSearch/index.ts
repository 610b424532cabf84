export { TraceSearch } from './TraceSearch';
