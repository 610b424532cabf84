export interface Config {
  techdocs?: {
    /**
     * Settings of the Markdown generator.
     */
    markdown?: {
      /**
       * How much one documentation site may hold. A build that goes over a
       * limit fails and says which.
       */
      limits?: {
        /**
         * Files in the documentation folder. Default: 5000.
         */
        files?: number;
        /**
         * Bytes of one Markdown page. Default: 1000000.
         */
        pageBytes?: number;
        /**
         * Bytes of one image or other copied file. Default: 50000000.
         */
        fileBytes?: number;
        /**
         * Bytes of the whole documentation folder. Default: 500000000.
         */
        totalBytes?: number;
      };
    };
  };
}
