export { startControllers } from './startControllers';
export type { Controllers, ControllersOptions } from './startControllers';
export { systemClock } from './work/Clock';
export type { Clock } from './work/Clock';
export { EventRecorder } from './work/EventRecorder';
