export interface Config {
  chaos?: {
    /**
     * The rules, which the back end reads in full. The front end only needs to
     * know that something may be hit.
     */
    policy?: {
      /**
       * Namespaces that may be hit.
       *
       * @deepVisibility frontend
       */
      namespaces?: string[];
    };
  };
}
