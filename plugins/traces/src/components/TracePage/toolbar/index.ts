export { FindField } from './FindField';
export { Toolbar } from './Toolbar';
