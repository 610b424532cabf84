export { NewRunPage } from './NewRunPage';
export { Outline } from './Outline';
export { TargetsTable } from './TargetsTable';
