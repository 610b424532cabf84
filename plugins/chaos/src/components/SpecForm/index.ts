export { SpecForm } from './SpecForm';
