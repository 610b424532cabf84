/**
 * A named set of permissions and the groups whose members hold it.
 *
 * @public
 */
export type Role = {
  /** The key of the role in the configuration. */
  id: string;
  /** What people call the role. */
  title?: string;
  /** Full refs of the groups whose members hold the role, in lower case. */
  groups: string[];
  /** Whether every signed-in person holds the role, whatever their groups. */
  everyone: boolean;
  /** Patterns of the permissions the role grants on everything. */
  allow: string[];
  /** Patterns of the permissions the role grants on what the person owns. */
  allowOwned: string[];
};

/**
 * What a role says about a permission: granted on everything, granted on what
 * the person owns, or not granted.
 *
 * @public
 */
export type RoleMatch = 'always' | 'owned' | 'never';
