export { TimeWindowList } from './TimeWindowList';
export { TimeWindowStrip } from './TimeWindowStrip';
