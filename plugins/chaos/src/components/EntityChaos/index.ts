export { EntityChaosCard } from './EntityChaosCard';
export { EntityChaosContent } from './EntityChaosContent';
