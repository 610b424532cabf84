export { StandingPage } from './StandingPage';
