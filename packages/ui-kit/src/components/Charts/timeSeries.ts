import { chartPalette } from '../../model/serviceColor';
import { type TimeSeries, type TimeSeriesPoint } from './types';

/** More lines than this cannot be told apart. */
export const MOST_SERIES = 8;

const OTHER = 'other';

/** A series that has its colour. */
export type ColouredSeries = TimeSeries & { color: string };

/** How the series that are too many become one. */
export type CombineValues = 'sum' | 'max';

function weightOf(series: TimeSeries): number {
  return series.points.reduce(
    (sum, { value }) => sum + Math.abs(value ?? 0),
    0,
  );
}

function combine(
  series: readonly TimeSeries[],
  how: CombineValues,
): TimeSeriesPoint[] {
  const values = new Map<number, number>();
  for (const { time, value } of series.flatMap(({ points }) => points)) {
    const known = values.get(time.getTime());
    if (value !== undefined) {
      values.set(
        time.getTime(),
        how === 'sum' ? (known ?? 0) + value : Math.max(known ?? value, value),
      );
    }
  }
  const times = new Set(
    series.flatMap(({ points }) => points.map(({ time }) => time.getTime())),
  );
  return [...times]
    .sort((one, other) => one - other)
    .map(time => ({ time: new Date(time), value: values.get(time) }));
}

function paint(series: TimeSeries, index: number): ColouredSeries {
  const color =
    series.color ??
    chartPalette[index % chartPalette.length] ??
    chartPalette[0];
  return { ...series, color };
}

/** At most eight series: the seven with most to them, and all others in one. */
export function limitSeries(
  series: readonly TimeSeries[],
  other: { name: string; color: string; combine: CombineValues },
): ColouredSeries[] {
  if (series.length <= MOST_SERIES) {
    return series.map(paint);
  }
  const byWeight = new Map(series.map(one => [one, weightOf(one)]));
  const ranked = [...series].sort(
    (one, another) => (byWeight.get(another) ?? 0) - (byWeight.get(one) ?? 0),
  );
  const rest = ranked.slice(MOST_SERIES - 1);
  return [
    ...ranked.slice(0, MOST_SERIES - 1).map(paint),
    {
      id: OTHER,
      name: other.name,
      color: other.color,
      points: combine(rest, other.combine),
    },
  ];
}

/** The period before of what is drawn, in the same colours: nothing of it is lost in "other". */
export function previousOf(
  drawn: readonly ColouredSeries[],
  previous: readonly TimeSeries[],
  options: { combine: CombineValues; nameOf: (name: string) => string },
): ColouredSeries[] {
  const ids = new Set(drawn.map(({ id }) => id));
  const rest = previous.filter(({ id }) => !ids.has(id));
  return drawn.flatMap(one => {
    const known = previous.find(({ id }) => id === one.id);
    const points =
      known?.points ??
      (one.id === OTHER && rest.length > 0
        ? combine(rest, options.combine)
        : undefined);
    return points ? [{ ...one, name: options.nameOf(one.name), points }] : [];
  });
}
