export { ChaosRouter } from './ChaosRouter';
