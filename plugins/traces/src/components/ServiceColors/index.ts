export { ServiceColors, useServiceColor } from './ServiceColors';
