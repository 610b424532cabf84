/**
 * The place of the plot within the chart, in pixels from its edges: the same in
 * all of them, so that one can read down from chart to chart. On the left there
 * is room for "150 тис. ₴".
 */
export const PLOT_MARGINS = { left: 80, right: 20, top: 10, bottom: 24 };

/** The part of `echarts` that turns places in the chart into values and back. */
export type PlotScale = {
  convertFromPixel(finder: 'grid', pixel: [number, number]): unknown;
  convertToPixel(finder: 'grid', value: [number, number]): unknown;
};

/** A place in the chart, in pixels from its left and upper edge. */
export type PlotPoint = { x: number; y: number };

/** The plot of a chart of a given size. */
export type PlotArea = {
  left: number;
  right: number;
  top: number;
  bottom: number;
};

export function plotArea(size: { width: number; height: number }): PlotArea {
  return {
    left: PLOT_MARGINS.left,
    right: Math.max(PLOT_MARGINS.left, size.width - PLOT_MARGINS.right),
    top: PLOT_MARGINS.top,
    bottom: Math.max(PLOT_MARGINS.top, size.height - PLOT_MARGINS.bottom),
  };
}

export function clampToPlot(point: PlotPoint, area: PlotArea): PlotPoint {
  return {
    x: Math.min(Math.max(point.x, area.left), area.right),
    y: Math.min(Math.max(point.y, area.top), area.bottom),
  };
}

function asPair(answer: unknown): [number, number] | undefined {
  if (!Array.isArray(answer)) {
    return undefined;
  }
  const [x, y]: unknown[] = answer;
  return typeof x === 'number' && typeof y === 'number' ? [x, y] : undefined;
}

/** The values at a place, `undefined` before anything is drawn. */
export function valuesAt(
  scale: PlotScale,
  point: PlotPoint,
): { x: number; y: number } | undefined {
  const pair = asPair(scale.convertFromPixel('grid', [point.x, point.y]));
  return pair && { x: pair[0], y: pair[1] };
}

/** The place of values, `undefined` before anything is drawn. */
export function placeOf(
  scale: PlotScale,
  values: { x: number; y: number },
): PlotPoint | undefined {
  const pair = asPair(scale.convertToPixel('grid', [values.x, values.y]));
  return pair && { x: pair[0], y: pair[1] };
}
