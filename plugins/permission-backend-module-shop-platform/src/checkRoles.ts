import { InputError } from '@backstage/errors';
import {
  matchesPermission,
  type Role,
} from '@shop-platform/backstage-plugin-permission-common';
import { hasOwner } from './decideByOwner';
import { knownPermissions } from './knownPermissions';

const knownPlugins = new Set(
  knownPermissions.map(({ name }) => name.split('.')[0]),
);

function permissionsCovered(pattern: string) {
  return knownPermissions.filter(({ name }) =>
    matchesPermission(pattern, name),
  );
}

function assertOwnedPatterns({ id, allowOwned }: Role) {
  allowOwned.forEach((pattern, index) => {
    const covered = permissionsCovered(pattern);
    if (covered.length > 0 && !covered.some(hasOwner)) {
      throw new InputError(
        `Invalid configuration. permission.roles.${id}.allowOwned[${index}]: '${pattern}' is about nothing that has an owner; move it to 'allow', or remove it`,
      );
    }
  });
}

/**
 * Refuses roles that cannot mean what they say.
 */
export function assertRolesUsable(
  roles: Role[],
  options: { enabled: boolean },
): void {
  if (options.enabled && roles.length === 0) {
    throw new InputError(
      "Invalid configuration. permission.enabled is true and permission.roles is empty, so nobody could do anything: configure at least one role, such as { viewer: { everyone: true, allow: ['catalog.entity.read'] } }",
    );
  }
  roles.forEach(assertOwnedPatterns);
}

/**
 * Describes the patterns that name a known plugin and none of its permissions:
 * most likely a typing mistake.
 */
export function findUselessPatterns(roles: Role[]): string[] {
  const isUseless = (pattern: string) =>
    knownPlugins.has(pattern.split('.')[0]) &&
    permissionsCovered(pattern).length === 0;

  return roles.flatMap(({ id, allow, allowOwned }) =>
    [...allow, ...allowOwned]
      .filter(isUseless)
      .map(
        pattern =>
          `permission.roles.${id}: '${pattern}' covers no permission of its plugin; is the name right?`,
      ),
  );
}
