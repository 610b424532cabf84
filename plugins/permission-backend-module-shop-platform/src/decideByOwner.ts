import { type BackstageUserInfo } from '@backstage/backend-plugin-api';
import {
  catalogConditions,
  createCatalogConditionalDecision,
} from '@backstage/plugin-catalog-backend/alpha';
import { RESOURCE_TYPE_CATALOG_ENTITY } from '@backstage/plugin-catalog-common/alpha';
import {
  isResourcePermission,
  type ConditionalPolicyDecision,
  type Permission,
} from '@backstage/plugin-permission-common';
import {
  createScaffolderTaskConditionalDecision,
  scaffolderTaskConditions,
} from '@backstage/plugin-scaffolder-backend/alpha';
import { RESOURCE_TYPE_SCAFFOLDER_TASK } from '@backstage/plugin-scaffolder-common/alpha';

const NOBODY: BackstageUserInfo = {
  userEntityRef: '',
  ownershipEntityRefs: [],
};

/**
 * Allows a permission on what the person owns; `undefined` when the permission
 * is about nothing that has an owner.
 */
export function decideByOwner(
  permission: Permission,
  user: BackstageUserInfo,
): ConditionalPolicyDecision | undefined {
  if (isResourcePermission(permission, RESOURCE_TYPE_CATALOG_ENTITY)) {
    return createCatalogConditionalDecision(
      permission,
      catalogConditions.isEntityOwner({ claims: user.ownershipEntityRefs }),
    );
  }
  if (isResourcePermission(permission, RESOURCE_TYPE_SCAFFOLDER_TASK)) {
    return createScaffolderTaskConditionalDecision(
      permission,
      // A task belongs to the person who started it, never to their groups.
      scaffolderTaskConditions.isTaskOwner({ createdBy: [user.userEntityRef] }),
    );
  }
  return undefined;
}

/** Whether a permission is about something that has an owner. */
export function hasOwner(permission: Permission): boolean {
  return decideByOwner(permission, NOBODY) !== undefined;
}
