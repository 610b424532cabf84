import { type DashboardPanel } from '@shop-platform/backstage-plugin-analytics-common';

const WIDTHS: Partial<Record<DashboardPanel['type'], number>> = {
  value: 3,
  table: 12,
};
const HEIGHTS: Partial<Record<DashboardPanel['type'], number>> = {
  value: 1,
  table: 3,
  map: 3,
  heatmap: 3,
};
const USUAL_WIDTH = 6;
const USUAL_HEIGHT = 2;
/** How high a drawing is in a panel of so many rows, in pixels. */
const DRAWING_HEIGHTS = [88, 200, 330, 460];
/** How high the only panel of a page is drawn. */
export const LARGE_HEIGHT = 460;

/** How many of the twelve columns a panel takes. */
export function widthOf(panel: DashboardPanel): number {
  return panel.width ?? WIDTHS[panel.type] ?? USUAL_WIDTH;
}

/** How high what a panel draws is, in pixels. */
export function drawingHeightOf(panel: DashboardPanel): number {
  const rows = panel.height ?? HEIGHTS[panel.type] ?? USUAL_HEIGHT;
  return DRAWING_HEIGHTS[rows - 1] ?? LARGE_HEIGHT;
}
