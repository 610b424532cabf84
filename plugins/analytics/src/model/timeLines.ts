import { type DashboardPanelOf } from '@shop-platform/backstage-plugin-analytics-common';
import {
  quantityNumber,
  type TimeSeries,
  type TimeSeriesPoint,
} from '@shop-platform/ui-kit';
import { type Answer, cellReader, toDate } from './answer';
import { seriesOf } from './series';
import { type PanelWords } from './words';

/** Points further apart than this many steps have a gap between them. */
const GAP_STEPS = 1.5;

function withGaps(
  points: TimeSeriesPoint[],
  stepMs: number,
): TimeSeriesPoint[] {
  return points.flatMap((point, index) => {
    const before = points[index - 1];
    const isGap =
      before &&
      stepMs > 0 &&
      point.time.getTime() - before.time.getTime() > GAP_STEPS * stepMs;
    return isGap
      ? [{ time: new Date(before.time.getTime() + stepMs) }, point]
      : [point];
  });
}

/**
 * The lines of a panel: what is missing between two steps is a gap.
 *
 * @param options - `place`: where a moment is drawn, for the period before
 */
export function timeLines(
  panel: DashboardPanelOf<'timeSeries'>,
  answer: Answer,
  options: {
    title: string;
    words: PanelWords;
    stepSeconds: number;
    place?: (time: Date) => Date;
  },
): TimeSeries[] {
  const { title, words, stepSeconds, place = time => time } = options;
  const read = cellReader(answer);
  return seriesOf(panel, answer, { title, words }).map(
    ({ id, name, valueOf }) => {
      const points = answer.rows.flatMap(row => {
        const time = toDate(read(row, panel.time));
        const value = valueOf(row);
        return time && value !== undefined
          ? [
              {
                time: place(time),
                value: quantityNumber(value),
                exact: typeof value === 'number' ? undefined : String(value),
              },
            ]
          : [];
      });
      points.sort((one, other) => one.time.getTime() - other.time.getTime());
      return { id, name, points: withGaps(points, stepSeconds * 1000) };
    },
  );
}

/**
 * Where moments of the period before are drawn in this one: as much later as it
 * began, and upon the moment of this one that is meant.
 */
export function placeOver(
  lines: readonly TimeSeries[],
  options: { laterMs: number; stepSeconds: number },
): (time: Date) => Date {
  const { laterMs, stepSeconds } = options;
  const moments = lines.flatMap(({ points }) =>
    points.map(({ time }) => time.getTime()),
  );
  const reachMs = (stepSeconds * 1000) / 2;
  return time => {
    const moved = time.getTime() + laterMs;
    const near = moments.find(moment => Math.abs(moment - moved) <= reachMs);
    return new Date(near ?? moved);
  };
}
