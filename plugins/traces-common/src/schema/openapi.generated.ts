// Generated from openapi.yaml by "yarn generate:openapi": change that, not this.
/** The paths of the OpenAPI document of traces. @public */
export type paths = {
  '/edges': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Which service called which in a window of time */
    get: operations['getEdges'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/operations': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The operations (span names) of a service in a window of time */
    get: operations['getOperations'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/red': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Rate, errors and duration of a service's requests over time
     * Counts the spans in which the service answers (kinds server and consumer) or, with `peer`, those in which it calls that service.
     */
    get: operations['getRed'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/red-by-resource': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Rate, errors and duration of all requests, by an attribute of what answered them
     * Counts the spans (kinds server and consumer) of the services that the caller may read, by the value that their resource has for the attribute: with `cloud.region`, how each region does.
     */
    get: operations['getRedByResource'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/runtime': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * How the processes of a service are over time
     * Event loop, memory and database connections, out of the metrics that the service sends of itself. A step has the worst of what was measured in it; what was not measured is absent, never zero.
     */
    get: operations['getRuntime'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/search': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Summaries of the newest traces that match
     * A trace matches when one of its spans meets all conditions and starts in the window. The newest match comes first.
     */
    get: operations['searchTraces'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/services': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The services that sent spans in a window of time */
    get: operations['getServices'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/sources': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The configured sources of traces and what each of them can answer */
    get: operations['getSources'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/traces/{traceId}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** A trace with its spans */
    get: operations['getTrace'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
};
/** The webhooks of the OpenAPI document of traces. @public */
export type webhooks = Record<string, never>;
/** The components of the OpenAPI document of traces. @public */
export type components = {
  schemas: {
    /** Values as text, as OpenTelemetry's exporters write them where the store keeps no types. */
    Attributes: {
      [key: string]: string;
    };
    /** What a source can answer. */
    Capabilities: {
      attributes: boolean;
      duration: boolean;
      edges: boolean;
      errors: boolean;
      /** Whether a page holds the newest matches, or just any. */
      newestFirst: boolean;
      paging: boolean;
      red: boolean;
      redByPeer: boolean;
      /** Whether it counts by an attribute of the resource. Absent means no. */
      redByResource?: boolean;
      /** Whether it keeps what services measure of themselves. Absent means no. */
      runtime?: boolean;
      searchWithoutService: boolean;
    };
    Edge: {
      callee: string;
      caller: string;
      /** Absent where the source does not count them. */
      errors?: number;
      p95Ms?: number;
      requests: number;
      source: string;
    };
    Error: {
      error: {
        message: string;
        name: string;
      };
    };
    /** A 64-bit number of nanoseconds in decimal digits, too large for a JSON number. */
    Nanoseconds: string;
    Operation: {
      /** Empty where the source does not say. */
      kinds: components['schemas']['SpanKind'][];
      name: string;
    };
    RedGroup: components['schemas']['StoredRedGroup'] & {
      source: string;
    };
    RedPoint: {
      errors: number;
      /** Absent where there was no request. */
      p50Ms?: number;
      p95Ms?: number;
      p99Ms?: number;
      requests: number;
      /** Format: date-time */
      time: string;
    };
    RedSeries: {
      /** One for each step of the window, those without requests too. */
      points: components['schemas']['RedPoint'][];
      source: string;
      total: components['schemas']['RedTotal'];
    };
    /** Over the whole window. */
    RedTotal: {
      errors: number;
      p50Ms?: number;
      p95Ms?: number;
      p99Ms?: number;
      requests: number;
    };
    Resource: {
      attributes: components['schemas']['Attributes'];
      /** The caller may not read this service; only the times of its spans are shown. */
      restricted?: boolean;
      service: string;
    };
    RuntimeInstance: {
      /** The name of the pod, or else `service.instance.id`, or else the host; empty when the service says none of them. */
      id: string;
      /** One for each step of the window, those without values too. */
      points: components['schemas']['RuntimePoint'][];
    };
    /** The worst of a step. What was not measured is absent. */
    RuntimePoint: {
      /** The highest 99th percentile of the event loop's delay. */
      eventLoopDelayP99Ms?: number;
      /** The mean share of time, 0 to 1, in which the event loop was busy. */
      eventLoopUtilization?: number;
      /** The last. */
      heapLimitBytes?: number;
      /** The most. */
      heapUsedBytes?: number;
      /** The fewest open connections that were free. */
      poolIdle?: number;
      /** How many connections may be open. */
      poolMax?: number;
      /** The most requests that waited for a connection at once. */
      poolPending?: number;
      /** The most database connections in use at once. */
      poolUsed?: number;
      /** The most memory that the process had from the system (RSS). */
      residentBytes?: number;
      /** Format: date-time */
      time: string;
    };
    RuntimeSeries: components['schemas']['StoredRuntime'] & {
      source: string;
    };
    SearchResult: {
      moreExist: boolean;
      /** Absent when nothing more exists, or no source that has more can page. */
      nextCursor?: string;
      sources: components['schemas']['SourceAnswers'];
      traces: components['schemas']['TraceSummary'][];
    };
    Service: {
      /** The catalog entities whose annotation names this service. */
      entityRefs: string[];
      name: string;
    };
    ServiceCount: {
      errorCount: number;
      service: string;
      spanCount: number;
    };
    Source: {
      capabilities?: components['schemas']['Capabilities'];
      /** Why the capabilities are not known now. */
      error?: string;
      id: string;
      title: string;
      /** clickhouse, jaeger, … */
      type: string;
    };
    SourceAnswer: {
      elapsedMs: number;
      id: string;
      message?: string;
      /**
       * `unsupported`: this source cannot answer such a question.
       */
      state: 'answered' | 'failed' | 'unsupported';
      title: string;
    };
    SourceAnswers: components['schemas']['SourceAnswer'][];
    Span: {
      attributes: components['schemas']['Attributes'];
      durationNano: components['schemas']['Nanoseconds'];
      events: components['schemas']['SpanEvent'][];
      kind: components['schemas']['SpanKind'];
      links: components['schemas']['SpanLink'][];
      operation: string;
      /** Absent on a root span. The parent itself may be missing. */
      parentSpanId?: string;
      /** Index into the trace's `resources`. */
      resource: number;
      scope?: {
        name: string;
        version?: string;
      };
      spanId: string;
      startTimeUnixNano: components['schemas']['Nanoseconds'];
      status: {
        code: 'unset' | 'ok' | 'error';
        message?: string;
      };
    };
    SpanEvent: {
      attributes: components['schemas']['Attributes'];
      name: string;
      timeUnixNano: components['schemas']['Nanoseconds'];
    };
    SpanKind:
      | 'unspecified'
      | 'internal'
      | 'server'
      | 'client'
      | 'producer'
      | 'consumer';
    SpanLink: {
      attributes: components['schemas']['Attributes'];
      spanId: string;
      traceId: string;
    };
    /** The requests that were answered by resources with one value of an attribute. */
    StoredRedGroup: {
      errors: number;
      p50Ms?: number;
      p95Ms?: number;
      p99Ms?: number;
      requests: number;
      /** Their value of `splitBy`. Absent without one, and for resources that do not have it. */
      split?: string;
      value: string;
    };
    StoredRuntime: {
      /** How many instances there were in the window. */
      instanceCount: number;
      /** At most 8: those that sent last and, among these, those whose event loop was delayed most. Empty when the service sends no such metrics. */
      instances: components['schemas']['RuntimeInstance'][];
      /** The worst of all other instances, where there are any. */
      others?: components['schemas']['RuntimePoint'][];
    };
    /** A trace as one source has it. */
    StoredTrace: {
      durationNano: components['schemas']['Nanoseconds'];
      resources: components['schemas']['Resource'][];
      /** How many spans the trace has; `spans` may hold fewer. */
      spanCount: number;
      /** By start time, the earliest first. */
      spans: components['schemas']['Span'][];
      startTimeUnixNano: components['schemas']['Nanoseconds'];
      traceId: string;
      truncated: boolean;
    };
    Trace: components['schemas']['StoredTrace'] & {
      sources: components['schemas']['SourceAnswers'];
    };
    TraceSummary: {
      durationNano: components['schemas']['Nanoseconds'];
      errorCount: number;
      /** Spans of services that the caller may not read. */
      restrictedSpanCount: number;
      /** Absent when the root span did not arrive (yet), or may not be read. */
      root?: {
        operation: string;
        service: string;
      };
      /** Those that the caller may read, most spans first. */
      services: components['schemas']['ServiceCount'][];
      /** The source that has it; of several, one that has its root span. */
      source: string;
      spanCount: number;
      startTimeUnixNano: components['schemas']['Nanoseconds'];
      traceId: string;
    };
  };
  responses: {
    /** What went wrong, and how to put it right */
    Error: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/json': components['schemas']['Error'];
      };
    };
  };
  parameters: {
    /** The beginning of the window, as of RFC 3339. */
    From: string;
    /** OpenTelemetry's `service.name`. */
    Service: string;
    /** Asks this source alone. */
    SourceFilter: string;
    /** The end of the window, which does not belong to it. */
    To: string;
  };
  requestBodies: never;
  headers: never;
  pathItems: never;
};
/** The $defs of the OpenAPI document of traces. @public */
export type $defs = Record<string, never>;
/** The operations of the OpenAPI document of traces. @public */
export type operations = {
  getEdges: {
    parameters: {
      query: {
        /** The beginning of the window, as of RFC 3339. */
        from: components['parameters']['From'];
        /** Asks this source alone. */
        source?: components['parameters']['SourceFilter'];
        /** The end of the window, which does not belong to it. */
        to: components['parameters']['To'];
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** The edges between services that the caller may read */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            edges: components['schemas']['Edge'][];
            sources: components['schemas']['SourceAnswers'];
          };
        };
      };
      default: components['responses']['Error'];
    };
  };
  getOperations: {
    parameters: {
      query: {
        /** The beginning of the window, as of RFC 3339. */
        from: components['parameters']['From'];
        /** OpenTelemetry's `service.name`. */
        service: components['parameters']['Service'];
        /** Asks this source alone. */
        source?: components['parameters']['SourceFilter'];
        /** The end of the window, which does not belong to it. */
        to: components['parameters']['To'];
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** The operations, by name */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            operations: components['schemas']['Operation'][];
            sources: components['schemas']['SourceAnswers'];
          };
        };
      };
      default: components['responses']['Error'];
    };
  };
  getRed: {
    parameters: {
      query: {
        /** The beginning of the window, as of RFC 3339. */
        from: components['parameters']['From'];
        operation?: string;
        /** The service that is called. */
        peer?: string;
        /** Counts only spans whose resource has this attribute, as `key=value`; the first equals sign ends the key. A source that cannot is `unsupported`. */
        resource?: string;
        /** OpenTelemetry's `service.name`. */
        service: components['parameters']['Service'];
        /** Asks this source alone. */
        source?: components['parameters']['SourceFilter'];
        /** The width of a point. The window may hold at most 1,500 of them. */
        stepSeconds?: number;
        /** The end of the window, which does not belong to it. */
        to: components['parameters']['To'];
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** A series from each source; quantiles of different sources cannot be added up */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            series: components['schemas']['RedSeries'][];
            sources: components['schemas']['SourceAnswers'];
            stepSeconds: number;
          };
        };
      };
      default: components['responses']['Error'];
    };
  };
  getRedByResource: {
    parameters: {
      query: {
        /** The key of a resource attribute, such as `cloud.region`. */
        attribute: string;
        /** The beginning of the window, as of RFC 3339. */
        from: components['parameters']['From'];
        /** Asks this source alone. */
        source?: components['parameters']['SourceFilter'];
        /** The key of another attribute of the resource. Each value is then counted apart for each value of this one, and for resources without it. */
        splitBy?: string;
        /** The end of the window, which does not belong to it. */
        to: components['parameters']['To'];
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** The numbers of each value and source, and with `splitBy` of each pair of values, those with most requests first. A source with more than 10,000 of them fails and says so: none is left out silently. Resources without the attribute are left out. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            groups: components['schemas']['RedGroup'][];
            sources: components['schemas']['SourceAnswers'];
          };
        };
      };
      default: components['responses']['Error'];
    };
  };
  getRuntime: {
    parameters: {
      query: {
        /** The beginning of the window, as of RFC 3339. */
        from: components['parameters']['From'];
        /** OpenTelemetry's `service.name`. */
        service: components['parameters']['Service'];
        /** Asks this source alone. */
        source?: components['parameters']['SourceFilter'];
        /** The width of a point. The window may hold at most 500 of them. Narrower than the service's interval of export, and steps are without values. */
        stepSeconds?: number;
        /** The end of the window, which does not belong to it. */
        to: components['parameters']['To'];
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** A series from each source that keeps metrics */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            series: components['schemas']['RuntimeSeries'][];
            sources: components['schemas']['SourceAnswers'];
            stepSeconds: number;
          };
        };
      };
      default: components['responses']['Error'];
    };
  };
  searchTraces: {
    parameters: {
      query: {
        /** An attribute of the span or its resource as `key=value`; the first equals sign ends the key. May be repeated: all have to match. */
        attribute?: string[];
        /** `nextCursor` of the page before; the other parameters stay the same. */
        cursor?: string;
        /** Only spans whose status is an error. */
        errors?: boolean;
        /** The beginning of the window, as of RFC 3339. */
        from: components['parameters']['From'];
        limit?: number;
        /** The longest duration of the span, in milliseconds. */
        maxDurationMs?: number;
        /** The shortest duration of the span, in milliseconds. */
        minDurationMs?: number;
        /** The name of the span. */
        operation?: string;
        /** OpenTelemetry's `service.name`. Without it, every service that the caller may read. */
        service?: string;
        /** Asks this source alone. */
        source?: components['parameters']['SourceFilter'];
        /** The end of the window, which does not belong to it. */
        to: components['parameters']['To'];
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** One page of summaries */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SearchResult'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  getServices: {
    parameters: {
      query: {
        /** The beginning of the window, as of RFC 3339. */
        from: components['parameters']['From'];
        /** Asks this source alone. */
        source?: components['parameters']['SourceFilter'];
        /** The end of the window, which does not belong to it. */
        to: components['parameters']['To'];
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** The services that the caller may read, by name */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            services: components['schemas']['Service'][];
            sources: components['schemas']['SourceAnswers'];
          };
        };
      };
      default: components['responses']['Error'];
    };
  };
  getSources: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** The sources */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            sources: components['schemas']['Source'][];
          };
        };
      };
      default: components['responses']['Error'];
    };
  };
  getTrace: {
    parameters: {
      query?: {
        /** Where to look, when it is known; makes the answer faster, never another one. */
        from?: string;
        /** Asks this source alone. */
        source?: components['parameters']['SourceFilter'];
        to?: string;
      };
      header?: never;
      path: {
        /** 16 bytes (or, from older senders, 8) in hexadecimal. */
        traceId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** The trace */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Trace'];
        };
      };
      default: components['responses']['Error'];
    };
  };
};
