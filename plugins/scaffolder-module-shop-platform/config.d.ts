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

  /** Where a deploy goes to; the rest of it is the Kubernetes back end's own. */
  kubernetes?: {
    clusterLocatorMethods?: Array<{
      /** @visibility frontend */
      type: string;
      clusters?: Array<{
        /** @visibility frontend */
        name?: string;
        /** @visibility frontend */
        title?: string;
        [key: string]: unknown;
      }>;
      [key: string]: unknown;
    }>;
  };
}
