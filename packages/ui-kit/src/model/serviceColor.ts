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
 * Any number serves to start the hash (FNV-1a, 32 bits); from this one the
 * services of a small shop fall on different colours.
 */
const HASH_START = 2_166_136_268;
const HASH_FACTOR = 16_777_619;

function hashOf(text: string): number {
  let hash = HASH_START;
  for (const character of text) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), HASH_FACTOR);
  }
  return hash >>> 0;
}

/**
 * The colour of a service: the same one on every page, for everybody, always.
 * Two services may share one, so its name belongs beside it.
 *
 * @public
 */
export function serviceColor(service: string): string {
  return chartPalette[hashOf(service) % chartPalette.length] ?? chartPalette[0];
}
