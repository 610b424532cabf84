import { type ReactNode } from 'react';
import { type Quantity } from '../../model/quantity';

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
export type TimeSeriesPoint = {
  time: Date;
  value?: number;
  /** The value in digits, where a number cannot hold it. */
  exact?: string;
};

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
  /** The same for numbers that are text because no number holds them. */
  formatDigits?: (digits: string) => string;
};

/**
 * What was in the period before in the place of a number.
 *
 * @public
 */
export type Previous = {
  value?: Quantity;
  /** There was no such row. */
  isNew?: boolean;
};

/**
 * Something else that can be done with a chart, in its menu.
 *
 * @public
 */
export type ChartMenuItem = {
  id: string;
  label: string;
  icon?: ReactNode;
  /** Where it leads; without it, `onAction` is called. */
  href?: string;
  onAction?: () => void;
};

/**
 * What stands around every chart.
 *
 * @public
 */
export type ChartFrameOptions = {
  title: string;
  /** A number worth reading before the chart, with its window. */
  note?: ReactNode;
  /** What the chart counts, in one line, behind an "i". */
  description?: string;
  /** More for the menu; with it, the table and the files are in the menu too. */
  menuItems?: readonly ChartMenuItem[];
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
