export { cardProgressModule, overviewModule } from './overviewModule';
