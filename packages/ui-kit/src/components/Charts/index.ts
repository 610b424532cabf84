export { BarChart, type BarChartProps } from './BarChart';
export { type Bar, type BarSeries } from './barKinds';
export { ChartTable, type ChartTableProps } from './ChartTable';
export { downloadCsv } from './csv';
export {
  DataTable,
  type DataTableColumn,
  type DataTableProps,
} from './DataTable';
export {
  FunnelChart,
  type FunnelChartProps,
  type FunnelStep,
} from './FunnelChart';
export {
  HeatmapChart,
  type HeatmapCell,
  type HeatmapChartProps,
} from './HeatmapChart';
export { MapChart, type MapChartProps, type MapPlace } from './MapChart';
export {
  ScatterChart,
  type ScatterChartProps,
  type ScatterSelection,
} from './ScatterChart';
export { Sparkline, type SparklineProps } from './Sparkline';
export { TimeSeriesChart, type TimeSeriesChartProps } from './TimeSeriesChart';
export { type TimeSeriesKind } from './timeSeriesOption';
export { TopList, type TopListEntry, type TopListProps } from './TopList';
export {
  type ChartCell,
  type ChartColumn,
  type ChartData,
  type ChartFrameOptions,
  type ChartMenuItem,
  type ChartWindow,
  type Previous,
  type ScatterPoint,
  type TimeSeries,
  type TimeSeriesPoint,
} from './types';
export { ValueTile, type ValueTileProps } from './ValueTile';
