export { Tour } from './Tour';
export { tourModule } from './tourModule';
