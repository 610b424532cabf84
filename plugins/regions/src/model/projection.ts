/** The part of the world that the outline shows, in degrees. */
const WEST = -12;
const EAST = 41;
const NORTH = 69.5;
const SOUTH = 34.5;

export const MAP_WIDTH = 1000;

export type Point = { x: number; y: number };
export type Box = Point & { width: number; height: number };

const SCALE = MAP_WIDTH / (EAST - WEST);

/** Mercator, in degrees of longitude. */
function mercator(latitude: number): number {
  const radians = (latitude * Math.PI) / 180;
  return (Math.log(Math.tan(Math.PI / 4 + radians / 2)) * 180) / Math.PI;
}

const TOP = mercator(NORTH);

export const MAP_HEIGHT = Math.round((TOP - mercator(SOUTH)) * SCALE);

/** Where a place is on the map; undefined when it lies outside. */
export function project(place: {
  latitude: number;
  longitude: number;
}): Point | undefined {
  const { latitude, longitude } = place;
  const isInside =
    longitude >= WEST &&
    longitude <= EAST &&
    latitude >= SOUTH &&
    latitude <= NORTH;
  return isInside
    ? {
        x: (longitude - WEST) * SCALE,
        y: (TOP - mercator(latitude)) * SCALE,
      }
    : undefined;
}

/** So much around the outermost places. */
const MARGIN = 130;
/** No closer than this, or the coasts lose their shape. */
const MIN_WIDTH = 420;
/** Width by height. */
const RATIO = 1.5;

const clamp = (value: number, most: number) =>
  Math.min(Math.max(0, value), Math.max(0, most));

/** The part of the map that shows some places large, in the shape of the frame. */
export function frame(points: Point[]): Box {
  if (points.length === 0) {
    return { x: 0, y: 220, width: MAP_WIDTH, height: MAP_WIDTH / RATIO };
  }
  const xs = points.map(({ x }) => x);
  const ys = points.map(({ y }) => y);
  const [left, right] = [Math.min(...xs), Math.max(...xs)];
  const [top, bottom] = [Math.min(...ys), Math.max(...ys)];
  const width = Math.min(
    MAP_WIDTH,
    Math.max(
      MIN_WIDTH,
      right - left + 2 * MARGIN,
      (bottom - top + 2 * MARGIN) * RATIO,
    ),
  );
  const height = width / RATIO;
  return {
    x: clamp((left + right - width) / 2, MAP_WIDTH - width),
    y: clamp((top + bottom - height) / 2, MAP_HEIGHT - height),
    width,
    height,
  };
}
