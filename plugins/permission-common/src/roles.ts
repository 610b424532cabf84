import { matchesPermission } from './patterns';
import { type Role, type RoleMatch } from './types';

/**
 * What one role says about one permission; the wider grant wins.
 *
 * @public
 */
export function roleMatches(role: Role, permissionName: string): RoleMatch {
  const covers = (pattern: string) =>
    matchesPermission(pattern, permissionName);

  if (role.allow.some(covers)) {
    return 'always';
  }
  return role.allowOwned.some(covers) ? 'owned' : 'never';
}

/**
 * The roles a signed-in person holds, in the order of the configuration.
 *
 * @param ownershipEntityRefs - the refs the person's token claims: themselves and their groups
 * @public
 */
export function rolesOf(roles: Role[], ownershipEntityRefs: string[]): Role[] {
  const claims = new Set(
    ownershipEntityRefs.map(ref => ref.toLocaleLowerCase('en-US')),
  );
  return roles.filter(
    role => role.everyone || role.groups.some(group => claims.has(group)),
  );
}

/**
 * The groups whose members may use a permission, on everything or on what they
 * own: what to tell a person who may not.
 *
 * @returns group refs without repetition, in the order of the roles
 * @public
 */
export function groupsAllowing(
  roles: Role[],
  permissionName: string,
): string[] {
  const groups = roles
    .filter(role => roleMatches(role, permissionName) !== 'never')
    .flatMap(role => role.groups);
  return [...new Set(groups)];
}
