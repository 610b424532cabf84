/**
 * The colours of series and services, the most different ones first.
 *
 * @remarks
 * Each keeps 3:1 (WCAG AA for graphics) against the grounds of both themes, so
 * a service has the same colour in a light and in a dark screenshot, and all
 * can be told apart with each of the common colour vision deficiencies. Red is
 * left to errors.
 *
 * @public
 */
export const chartPalette: readonly [string, ...string[]] = [
  '#4494c8',
  '#db640e',
  '#659734',
  '#9a79ef',
  '#1c8f6e',
  '#eb22b7',
  '#96878e',
  '#6b76d2',
  '#b96460',
  '#b93ef3',
  '#9b6aab',
  '#f43077',
];

/**
 * Any number serves to start the hash; from this one the services of a small
 * shop fall on different colours.
 */
const HASH_START = 2_176_845_228;
const HASH_FACTOR = 16_777_619;
/** Steps that share no factor with twelve: each leads through all the colours. */
const STEPS = [1, 5, 7, 11] as const;

/** FNV-1a of 32 bits, mixed at the end: its low bits alone know little of a name. */
function hashOf(text: string): number {
  let hash = HASH_START;
  for (const character of text) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), HASH_FACTOR);
  }
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (hash ^ (hash >>> 12)) >>> 0;
}

/** All colours in the order in which a service would have them. */
function preferencesOf(service: string): readonly [string, ...string[]] {
  const count = chartPalette.length;
  const hash = hashOf(service);
  const step = STEPS[Math.floor(hash / count) % STEPS.length] ?? STEPS[0];
  const [first, ...rest] = chartPalette.map(
    (color, index) => chartPalette[(hash + index * step) % count] ?? color,
  );
  return [first ?? chartPalette[0], ...rest];
}

/**
 * The colour of a service: the same one on every page, for everybody, always.
 * Two services may share one, so its name belongs beside it; a page that shows
 * many services asks `serviceColors`.
 *
 * @public
 */
export function serviceColor(service: string): string {
  return preferencesOf(service)[0];
}

/**
 * The colours of services that stand in one picture: all different while there
 * are as many colours, and after that each as often as any other.
 *
 * @remarks
 * A service has the colour of `serviceColor` unless another of the picture has
 * that one, too: then the first by name keeps it. The same services have the
 * same colours wherever they are met, in whatever order.
 *
 * @public
 */
export function serviceColors(
  services: Iterable<string>,
): ReadonlyMap<string, string> {
  const colors = new Map<string, string>();
  const uses = new Map<string, number>();
  const usesOf = (color: string) => uses.get(color) ?? 0;
  const give = (service: string, color: string) => {
    colors.set(service, color);
    uses.set(color, usesOf(color) + 1);
  };
  // Not by locale: everybody is to see the same colours.
  const names = [...new Set(services)].sort();
  for (const name of names) {
    const color = serviceColor(name);
    if (usesOf(color) === 0) {
      give(name, color);
    }
  }
  for (const name of names.filter(one => !colors.has(one))) {
    give(
      name,
      preferencesOf(name).reduce((best, color) =>
        usesOf(color) < usesOf(best) ? color : best,
      ),
    );
  }
  return colors;
}
