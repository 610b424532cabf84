import { RESOURCE_TYPE_CATALOG_ENTITY } from '@backstage/plugin-catalog-common/alpha';
import { createPermission } from '@backstage/plugin-permission-common';

/**
 * Deploy a component to the clusters: decided for its catalog entity.
 *
 * @public
 */
export const platformDeployPermission = createPermission({
  name: 'platform.deploy',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_CATALOG_ENTITY,
});

/**
 * All permissions of acting on the platform as a whole.
 *
 * @public
 */
export const platformPermissions = [platformDeployPermission];
