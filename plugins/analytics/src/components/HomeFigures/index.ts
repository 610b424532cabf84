export { HomeFigures } from './HomeFigures';
