import {
  ANNOTATION_SOURCE_LOCATION,
  type Entity,
} from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';

/**
 * The annotation that says where the experiments on a component are kept: folders,
 * files or globs relative to its sources, separated by commas.
 */
export const EXPERIMENTS_ANNOTATION = 'shop-platform.io/chaos-experiments';
/** Where they are kept without the annotation. */
const DEFAULT_FOLDER = 'chaos';

const FILE = /\.ya?ml$/i;
const GLOB = /[*?]/;
/** Stand for where the sources are. */
const BASES = ['https://sources.invalid/one/', 'https://sources.invalid/two/'];

/** The folders, files and globs that hold the experiments on a component. */
export function savedPaths({ metadata }: Entity): string[] {
  const paths = (metadata.annotations?.[EXPERIMENTS_ANNOTATION] ?? '')
    .split(',')
    .map(path => path.trim().replace(/^(\.\/+)+/, ''))
    .filter(path => path !== '');
  return paths.length > 0 ? paths : [DEFAULT_FOLDER];
}

/** The folder that new ones go to: the first that is named. */
export function saveFolder(entity: Entity): string {
  const folder = savedPaths(entity).find(
    path => !FILE.test(path) && !GLOB.test(path) && isInside(path),
  );
  return folder ?? DEFAULT_FOLDER;
}

/**
 * A pattern for each of the paths of a component, relative to its sources.
 *
 * @throws InputError for one that leads out of them
 */
export function savedPatterns(entity: Entity): string[] {
  return savedPaths(entity).map(path => {
    if (!isInside(path)) {
      throw new InputError(
        `'${path}' in the annotation ${EXPERIMENTS_ANNOTATION} has to be a folder, a file or a pattern at or below the sources of the component`,
      );
    }
    return GLOB.test(path) || FILE.test(path)
      ? path
      : `${path.replace(/\/+$/, '')}/**/*.y*ml`;
  });
}

/** Where the sources of a component are; undefined where they are at no address. */
export function sourceUrlOf({ metadata }: Entity): string | undefined {
  const location = metadata.annotations?.[ANNOTATION_SOURCE_LOCATION];
  return location?.startsWith('url:') ? location.slice(4) : undefined;
}

/** Whether a path stays inside, as those read it who take it for a part of a URL. */
function isInside(path: string): boolean {
  return (
    !path.includes(':') &&
    !path.startsWith('/') &&
    !/(^|\/)\.\.(\/|$)/.test(path) &&
    [path, decoded(path)].every(
      each =>
        each !== undefined &&
        // One that leads out and back in would have to name both.
        BASES.every(base => resolved(each, base).startsWith(base)),
    )
  );
}

/** URLs take `\` and `%2e` for what they stand for, and leave out tabs. */
function resolved(path: string, base: string): string {
  // What follows would not count as a path.
  return new URL(`./${path.replace(/[?#]/g, '-')}`, base).href;
}

/** Undefined where it cannot be. */
function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}
