export { DashboardContent } from './DashboardContent';
export { PanelGrid } from './PanelGrid';
