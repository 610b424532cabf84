export { matchesPermission } from './patterns';
export { readRoles } from './readRoles';
export { groupsAllowing, roleMatches, rolesOf } from './roles';
export { type Role, type RoleMatch } from './types';
