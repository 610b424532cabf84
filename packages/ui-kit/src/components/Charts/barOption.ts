import { categoryAxis, CATEGORY_WIDTH, plotGrid, valueAxis } from './axes';
import { type BarKind } from './barKinds';
import { type ChartTheme } from './theme';
import { tooltipContent, tooltipStyle } from './tooltip';
import { type ChartOption } from './useChart';

/** What a chart of bars is drawn from. */
export type BarDrawing = {
  names: readonly string[];
  kinds: readonly BarKind[];
  /** By kind, then by name. */
  values: readonly (readonly (number | undefined)[])[];
  texts: (kind: BarKind, bar: number) => string;
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

const stackOf = (isPrevious: boolean) => (isPrevious ? 'previous' : 'all');

/** Not to be clicked: behind a mark are the rows of the time that is shown. */
function outlined(color: string) {
  return {
    silent: true,
    itemStyle: {
      color: 'transparent',
      borderColor: color,
      borderType: 'dashed' as const,
      borderWidth: 1.5,
    },
  };
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
              kinds.flatMap((kind, index) =>
                values[index]?.[bar] === undefined
                  ? []
                  : [
                      {
                        name: kind.name,
                        color: kind.color,
                        value: texts(kind, bar),
                      },
                    ],
              ),
            );
      },
    },
    series: kinds.map(({ id, name, color, isPrevious }, kind) => ({
      type: 'bar' as const,
      id,
      name,
      color,
      data: names.map((_, bar) => values[kind]?.[bar] ?? Number.NaN),
      stack: isStacked ? stackOf(isPrevious) : undefined,
      barMaxWidth: 36,
      ...(isPrevious && outlined(color)),
    })),
  };
}
