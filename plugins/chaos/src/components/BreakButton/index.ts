export { BreakButton } from './BreakButton';
