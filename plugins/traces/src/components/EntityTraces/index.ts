export { EntityTracesCard } from './EntityTracesCard';
export { EntityTracesContent } from './EntityTracesContent';
