import { RESOURCE_TYPE_CATALOG_ENTITY } from '@backstage/plugin-catalog-common/alpha';
import { createPermission } from '@backstage/plugin-permission-common';

/**
 * Read how the regions are.
 *
 * @public
 */
export const regionsReadPermission = createPermission({
  name: 'regions.read',
  attributes: { action: 'read' },
});

/**
 * Read where an entity runs: decided for each catalog entity.
 *
 * @public
 */
export const regionsEntityReadPermission = createPermission({
  name: 'regions.entity.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_CATALOG_ENTITY,
});

/**
 * All permissions of the regions plugin.
 *
 * @public
 */
export const regionsPermissions = [
  regionsReadPermission,
  regionsEntityReadPermission,
];
