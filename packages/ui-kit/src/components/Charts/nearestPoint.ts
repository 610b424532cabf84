import { type PlotPoint, type PlotScale, placeOf } from './plot';
import { type ColouredSeries } from './timeSeries';

/** How far beside a moment, in pixels, a click still means it. */
const REACH = 24;

/** The point of a series that a click means: of the nearest moment, the nearest value. */
export function nearestPoint(
  series: readonly ColouredSeries[],
  place: PlotPoint,
  scale: PlotScale,
): { time: Date; seriesId: string } | undefined {
  const near = series.flatMap(({ id, points }) =>
    points.flatMap(({ time, value }) => {
      const at =
        value === undefined
          ? undefined
          : placeOf(scale, { x: time.getTime(), y: value });
      const distance = at && Math.abs(at.x - place.x);
      return at && distance !== undefined && distance <= REACH
        ? [{ time, seriesId: id, distance, rise: Math.abs(at.y - place.y) }]
        : [];
    }),
  );
  near.sort(
    (one, other) => one.distance - other.distance || one.rise - other.rise,
  );
  const [first] = near;
  return first && { time: first.time, seriesId: first.seriesId };
}
