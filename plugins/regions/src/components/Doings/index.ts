export { Doings } from './Doings';
