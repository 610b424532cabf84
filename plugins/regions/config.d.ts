export interface Config {
  /**
   * The regions, which the back end reads in full. The front end only needs to
   * know that there are some.
   */
  regions?: Array<{
    /**
     * Names the region in links and answers.
     *
     * @visibility frontend
     */
    name: string;
  }>;
}
