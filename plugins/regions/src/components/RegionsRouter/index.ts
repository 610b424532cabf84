export { RegionsRouter } from './RegionsRouter';
