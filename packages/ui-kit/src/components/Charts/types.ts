/**
 * A stretch of time to shade in a chart: a run, a drill, a deploy.
 *
 * @public
 */
export type ChartWindow = { from: Date; to: Date; title: string };

/**
 * A value at a moment; without a value, a gap.
 *
 * @public
 */
export type TimeSeriesPoint = { time: Date; value?: number };

/**
 * One line, or one kind of bars, over time.
 *
 * @public
 */
export type TimeSeries = {
  /** Tells it from the others, and picks its colour where none is given. */
  id: string;
  /** What it is, in the language of the page. */
  name: string;
  /** Such as `serviceColor(name)`. */
  color?: string;
  points: readonly TimeSeriesPoint[];
};

/**
 * A point of a scatter chart.
 *
 * @public
 */
export type ScatterPoint = {
  id: string;
  time: Date;
  value: number;
  /** Drawn in front of the others, with a shape of its own. */
  isError?: boolean;
  /** What it is, in the language of the page. */
  name: string;
};

/**
 * A cell of the table twin: dates and numbers stay what they are in the CSV.
 *
 * @public
 */
export type ChartCell = string | number | Date | undefined;

/**
 * A column of the table twin.
 *
 * @public
 */
export type ChartColumn = {
  id: string;
  label: string;
  /** How the table writes its numbers; the CSV keeps them exact. */
  format?: (value: number) => string;
};

/**
 * What a chart draws, as a table.
 *
 * @public
 */
export type ChartData = {
  columns: readonly ChartColumn[];
  rows: readonly (readonly ChartCell[])[];
};
