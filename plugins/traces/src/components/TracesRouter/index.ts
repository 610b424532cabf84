export { TracesRouter } from './TracesRouter';
