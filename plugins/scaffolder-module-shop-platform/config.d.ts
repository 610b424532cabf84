export interface Config {
  scaffolder?: {
    /**
     * The organisations and users that new repositories go to; the first one is
     * the form's default. Without it, people type one.
     *
     * @deepVisibility frontend
     */
    repositoryOwners?: string[];
  };
}
