export interface Config {
  permission?: {
    /**
     * Who may do what, by role. The key is the id of the role, so that a later
     * configuration file can change one role, or remove it with `null`.
     *
     * The browser reads the roles to tell people which groups may do what they may not.
     *
     * @deepVisibility frontend
     */
    roles?: {
      [roleId: string]: {
        /** What people call the role. */
        title?: string;
        /** Refs of the groups whose members hold the role, such as `group:default/developers`. */
        groups?: string[];
        /** Whether every signed-in person holds the role. Default: false. */
        everyone?: boolean;
        /**
         * Permissions the role grants on everything, by name. `*` stands for one
         * name, at the end for one or more: `catalog.*`, `kubernetes.*.read`, `*`.
         */
        allow?: string[];
        /**
         * Permissions the role grants on what the person or their groups own,
         * by name, with the same `*`.
         */
        allowOwned?: string[];
      };
    };
  };
}
