export { History } from './History';
export { Injected, RunTitle, TimeLeft } from './RunCells';
export { RunningNow } from './RunningNow';
