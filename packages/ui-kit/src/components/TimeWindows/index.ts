export { TimeWindowList } from './TimeWindowList';
