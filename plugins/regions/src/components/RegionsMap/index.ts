export { RegionsMap } from './RegionsMap';
