export { SourcesNotice } from './SourcesNotice';
