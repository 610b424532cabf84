export { Freshness } from './Freshness';
export { RelativeTime } from './RelativeTime';
