export { MadeFromCard } from './MadeFromCard';
