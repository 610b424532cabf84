export interface Config {
  backend?: {
    /**
     * The values of the `Host` header that the portal answers to, with the
     * port where it is not the scheme's own. Every host when absent.
     */
    allowedHosts?: string[];
  };
}
