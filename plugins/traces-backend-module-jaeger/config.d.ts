import { type HumanDuration } from '@backstage/types';

export interface Config {
  traces?: {
    /** What stands in a source whose `type` is `jaeger`. */
    sources?: Array<{
      /**
       * The address of Jaeger's query service, with its base path:
       * `https://jaeger.example.com/jaeger`.
       */
      url?: string;
      /**
       * Headers of every request, such as `authorization`.
       *
       * @deepVisibility secret
       */
      headers?: { [name: string]: string };
      /** How long to wait for one of Jaeger's answers. Default: 10 seconds. */
      timeout?: HumanDuration | string;
    }>;
  };
}
