export { Approval } from './Approval';
