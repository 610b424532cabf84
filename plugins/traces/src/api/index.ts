export { tracesApiRef, type TracesApi } from './TracesApi';
