export { buildTrace } from './buildTrace';
export { describeTrace, reasonOf, type TraceStory } from './describeTrace';
export { findSpans } from './findSpans';
export { buildOverview, OVERVIEW_WIDTH, type Overview } from './overview';
export { microsSince, parseNanos } from './spanTimes';
export { clampWindow, place, sideOf, ticksOf, type Tick } from './timeline';
export {
  type ServiceStatistics,
  type SpanNode,
  type TimeWindow,
  type TraceModel,
} from './types';
export {
  flip,
  isCollapsed,
  reveal,
  rowOf,
  visibleRows,
  type Fold,
} from './visibleRows';
export {
  formatView,
  parseView,
  withView,
  type ShownSpans,
  type TraceView,
} from './viewState';
