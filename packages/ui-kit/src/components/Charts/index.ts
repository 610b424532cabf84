export { ChartTable, type ChartTableProps } from './ChartTable';
export {
  ScatterChart,
  type ScatterChartProps,
  type ScatterSelection,
} from './ScatterChart';
export { Sparkline, type SparklineProps } from './Sparkline';
export { TimeSeriesChart, type TimeSeriesChartProps } from './TimeSeriesChart';
export {
  type ChartCell,
  type ChartColumn,
  type ChartData,
  type ChartWindow,
  type ScatterPoint,
  type TimeSeries,
  type TimeSeriesPoint,
} from './types';
