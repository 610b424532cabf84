export interface Config {
  auth?: {
    providers?: {
      /**
       * Sign-in as one of the people listed here, without a password: for a
       * portal that runs on one machine. The backend refuses to start with it
       * unless `backend.baseUrl` and `app.baseUrl` are loopback URLs.
       */
      personas?: {
        /**
         * Allows personas when NODE_ENV is `production`. Default: false.
         * @visibility backend
         */
        dangerouslyAllowOutsideDevelopment?: boolean;
        /** The people one can sign in as. The sign-in page lists them. */
        people: Array<{
          /**
           * What the sign-in request calls the person: lower-case letters, digits and hyphens.
           * @visibility frontend
           */
          id: string;
          /**
           * The name to show. Default: the one the catalog has.
           * @visibility frontend
           */
          name?: string;
          /**
           * The person in the catalog, such as `user:default/olena.kovalenko`.
           * @visibility frontend
           */
          userEntityRef: string;
        }>;
      };
    };
  };
}
