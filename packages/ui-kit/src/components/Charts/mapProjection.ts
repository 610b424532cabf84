import { type Coordinates } from '../../model/places';

/** A place on the map, in its own units. */
export type MapPoint = { x: number; y: number };

export const MAP_WIDTH = 600;
const MARGIN = 24;

/** Mercator, in degrees of longitude. */
function mercator(latitude: number): number {
  const radians = (Math.min(Math.max(latitude, -85), 85) * Math.PI) / 180;
  return (Math.log(Math.tan(Math.PI / 4 + radians / 2)) * 180) / Math.PI;
}

/** A map that shows all of some places. */
export type MapFrame = {
  height: number;
  project: (place: Coordinates) => MapPoint;
  /** Lines of the grid, in degrees. */
  meridians: number[];
  parallels: number[];
};

/** Degrees between the lines of a grid that is neither dense nor empty. */
function stepOf(extent: number): number {
  return [1, 2, 5, 10, 20, 45].find(step => extent / step <= 8) ?? 90;
}

function linesOf(from: number, to: number): number[] {
  const step = stepOf(to - from);
  const first = Math.ceil(from / step) * step;
  return Array.from(
    { length: Math.max(0, Math.floor((to - first) / step) + 1) },
    (_, index) => first + index * step,
  );
}

export function frameOf(places: readonly Coordinates[]): MapFrame {
  const longitudes = places.map(({ longitude }) => longitude);
  const latitudes = places.map(({ latitude }) => latitude);
  const [west, east] = [Math.min(...longitudes), Math.max(...longitudes)];
  const [south, north] = [Math.min(...latitudes), Math.max(...latitudes)];
  const scale = (MAP_WIDTH - 2 * MARGIN) / Math.max(east - west, 0.5);
  const top = mercator(north);
  return {
    height: Math.round((top - mercator(south)) * scale + 2 * MARGIN),
    project: ({ latitude, longitude }) => ({
      x: MARGIN + (longitude - west) * scale,
      y: MARGIN + (top - mercator(latitude)) * scale,
    }),
    meridians: linesOf(west, east),
    parallels: linesOf(south, north),
  };
}
