export { regionsApiRef, type RegionsApi } from './RegionsApi';
