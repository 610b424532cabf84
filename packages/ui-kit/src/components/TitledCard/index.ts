export { TitledCard, type TitledCardProps } from './TitledCard';
