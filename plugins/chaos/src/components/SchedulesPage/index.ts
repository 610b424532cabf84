export { SchedulesPage } from './SchedulesPage';
export { StandingActions } from './StandingActions';
export { NextRun, StandingPhase } from './StandingCells';
