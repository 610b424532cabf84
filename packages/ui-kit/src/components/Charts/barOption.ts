import { categoryAxis, CATEGORY_WIDTH, plotGrid, valueAxis } from './axes';
import { type ChartTheme } from './theme';
import { tooltipContent, tooltipStyle } from './tooltip';
import { type ChartOption } from './useChart';

/** One kind of bars. */
export type BarKind = { id: string; name: string; color: string };

/** What a chart of bars is drawn from. */
export type BarDrawing = {
  names: readonly string[];
  kinds: readonly BarKind[];
  /** By kind, then by name. */
  values: readonly (readonly (number | undefined)[])[];
  texts: (kind: number, bar: number) => string;
  isStacked: boolean;
  isHorizontal: boolean;
  format: (value: number) => string;
};

function indexOf(parameters: unknown): number | undefined {
  const [first]: unknown[] = Array.isArray(parameters) ? parameters : [];
  return typeof first === 'object' &&
    first !== null &&
    'dataIndex' in first &&
    typeof first.dataIndex === 'number'
    ? first.dataIndex
    : undefined;
}

export function barOption(drawing: BarDrawing, theme: ChartTheme): ChartOption {
  const { names, kinds, values, texts, isStacked, isHorizontal } = drawing;
  const categories = categoryAxis(theme, names);
  const amounts = valueAxis(theme, drawing.format);
  return {
    grid: isHorizontal ? { ...plotGrid, left: CATEGORY_WIDTH + 20 } : plotGrid,
    xAxis: isHorizontal ? amounts : categories,
    // The first bar is on top, as in a list.
    yAxis: isHorizontal ? { ...categories, inverse: true } : amounts,
    tooltip: {
      ...tooltipStyle(theme),
      trigger: 'axis',
      axisPointer: { type: 'shadow' },
      formatter: parameters => {
        const bar = indexOf(parameters);
        return bar === undefined
          ? ''
          : tooltipContent(
              names[bar] ?? '',
              kinds.flatMap(({ name, color }, kind) =>
                values[kind]?.[bar] === undefined
                  ? []
                  : [{ name, color, value: texts(kind, bar) }],
              ),
            );
      },
    },
    series: kinds.map(({ id, name, color }, kind) => ({
      type: 'bar' as const,
      id,
      name,
      color,
      data: names.map((_, bar) => values[kind]?.[bar] ?? Number.NaN),
      stack: isStacked ? 'all' : undefined,
      barMaxWidth: 36,
    })),
  };
}
