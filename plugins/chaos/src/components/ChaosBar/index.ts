export { ChaosBar } from './ChaosBar';
