export { EntityDashboardsContent } from './EntityDashboardsContent';
export { KeyFiguresCard } from './KeyFiguresCard';
