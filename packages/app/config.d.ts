export interface Config {
  /** What the portal's own front end reads. */
  portal?: {
    /**
     * Links to the monitoring tools, shown on the home page. No card is shown
     * without them.
     */
    monitoring?: Array<{
      /**
       * What the tool is: a known id (`grafana`, `jaeger`, `kiali`,
       * `prometheus`) has a description of its own.
       * @visibility frontend
       */
      id: string;
      /**
       * The tool's name, as shown.
       * @visibility frontend
       */
      title: string;
      /**
       * Where it is: an `http` or `https` URL.
       * @visibility frontend
       */
      url: string;
      /**
       * One line on what one finds there.
       * @visibility frontend
       */
      description?: string;
    }>;
    signIn?: {
      /**
       * The sign-in providers offered on the sign-in page, beside personas and
       * guest, which are offered where the back end has them configured.
       * @deepVisibility frontend
       */
      providers?: Array<'github' | 'gitlab' | 'google' | 'microsoft' | 'okta'>;
    };
  };

  /**
   * Which sign-in providers the back end has: the page offers no others. Only
   * what is marked here reaches the browser.
   */
  auth?: {
    providers?: {
      /**
       * Present when one may look around as a guest.
       * @visibility frontend
       */
      guest?: object;
      personas?: {
        people?: Array<{
          /** @visibility frontend */
          id: string;
          /** @visibility frontend */
          name?: string;
          /** @visibility frontend */
          userEntityRef: string;
        }>;
      };
    };
  };

  /**
   * Whether there is a cluster to show. The rest is the Kubernetes back end's
   * own: it is named here as anything, so that a strict check lets it pass.
   */
  kubernetes?: {
    clusterLocatorMethods?: Array<{
      /** @visibility frontend */
      type: string;
      clusters?: Array<{
        /** @visibility frontend */
        name?: string;
        [key: string]: unknown;
      }>;
      [key: string]: unknown;
    }>;
  };
}
