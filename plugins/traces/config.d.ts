export interface Config {
  traces?: {
    /**
     * The sources of traces, which the back end reads in full. The front end
     * only needs to know that there are some.
     */
    sources?: Array<{
      /**
       * Names the source in links and answers.
       *
       * @visibility frontend
       */
      id: string;
      /**
       * What people call the source.
       *
       * @visibility frontend
       */
      title?: string;
    }>;
  };
}
