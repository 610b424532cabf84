export { DashboardsCard } from './DashboardsCard';
export { EntityDashboardsContent } from './EntityDashboardsContent';
export { KeyFiguresCard } from './KeyFiguresCard';
