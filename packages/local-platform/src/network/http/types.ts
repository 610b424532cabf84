/** What happens to the requests, or to the answers, of a port of some pods. */
export type HttpRule = {
  /** Those that are asked, as `namespace/name`. */
  pods: string[];
  /** That of the pod, not that of a Service. */
  port: number;
  target: 'request' | 'response';
  matches: HttpMatch;
  abort?: boolean;
  delayMs?: number;
  replace?: HttpReplacement;
  patch?: HttpPatch;
};

/** Which ones: all that is given has to hold. */
export type HttpMatch = {
  /** Without the query; `*` stands for anything, `?` for one character. */
  path?: string;
  method?: string;
  code?: number;
  requestHeaders?: Record<string, string>;
  responseHeaders?: Record<string, string>;
};

/** Takes the place of what is there. */
export type HttpReplacement = {
  path?: string;
  method?: string;
  code?: number;
  body?: Buffer;
  queries?: Record<string, string>;
  headers?: Record<string, string>;
};

/** Comes to what is there. */
export type HttpPatch = {
  /** Merged into a body of JSON (RFC 7396). */
  body?: unknown;
  queries?: [string, string][];
  headers?: [string, string][];
};
