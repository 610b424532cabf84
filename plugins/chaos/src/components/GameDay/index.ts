export { GameDayDialog } from './GameDayDialog';
export { GameDayLink, GameDayState } from './GameDayEntry';
export { PlanButton } from './PlanButton';
