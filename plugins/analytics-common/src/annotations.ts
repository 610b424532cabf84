import { type Entity } from '@backstage/catalog-model';

/**
 * The annotation that says where the dashboards of an entity are: a folder, a
 * file or a glob relative to the entity's own file, or several, separated by
 * commas.
 *
 * @public
 */
export const DASHBOARDS_ANNOTATION = 'shop-platform.io/dashboards';

/**
 * The folders, files and globs that hold the dashboards of an entity.
 *
 * @public
 */
export function getDashboardPaths(entity: Entity): string[] {
  return (entity.metadata.annotations?.[DASHBOARDS_ANNOTATION] ?? '')
    .split(',')
    .map(path => path.trim())
    .filter(path => path !== '');
}
