import { RESOURCE_TYPE_CATALOG_ENTITY } from '@backstage/plugin-catalog-common/alpha';
import { createPermission } from '@backstage/plugin-permission-common';

/**
 * Read the traces of a service: decided for each catalog entity that the
 * service belongs to.
 *
 * @public
 */
export const tracesServiceReadPermission = createPermission({
  name: 'traces.service.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_CATALOG_ENTITY,
});

/**
 * Read the traces of services that no catalog entity names.
 *
 * @public
 */
export const tracesUnregisteredReadPermission = createPermission({
  name: 'traces.unregistered.read',
  attributes: { action: 'read' },
});

/**
 * All permissions of the traces plugin.
 *
 * @public
 */
export const tracesPermissions = [
  tracesServiceReadPermission,
  tracesUnregisteredReadPermission,
];
