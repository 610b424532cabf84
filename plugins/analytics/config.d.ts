export interface Config {
  analytics?: {
    /**
     * The connection of the back end to ClickHouse. The front end only needs to
     * know that there is one.
     *
     * @visibility frontend
     */
    connection?: string;
  };
}
