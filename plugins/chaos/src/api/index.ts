export { chaosApiRef, type ChaosApi } from './ChaosApi';
