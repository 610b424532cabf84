export { HistoryTable } from './HistoryTable';
export { History } from './History';
export { Injected, RunParent, RunTitle, TimeLeft } from './RunCells';
export { RunItem, RunList } from './RunItem';
export { RunningNow } from './RunningNow';
