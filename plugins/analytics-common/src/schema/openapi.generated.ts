// Generated from openapi.yaml by "yarn generate:openapi": change that, not this.
/** The paths of the OpenAPI document of analytics. @public */
export type paths = {
  '/dashboards': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The dashboards of the entities that the caller may see */
    get: operations['getDashboards'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/dashboards/{kind}/{namespace}/{entityName}/{dashboard}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One dashboard, its queries included */
    get: operations['getDashboard'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/dashboards/{kind}/{namespace}/{entityName}/{dashboard}/panels/{panel}/data': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** The data of a panel */
    post: operations['getPanelData'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/dashboards/{kind}/{namespace}/{entityName}/{dashboard}/panels/{panel}/rows': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** The rows behind a mark of a panel */
    post: operations['getPanelRows'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/dashboards/{kind}/{namespace}/{entityName}/{dashboard}/parameters/{parameter}/suggestions': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Values for a parameter */
    get: operations['getSuggestions'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/dashboards/preview': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** The data of a panel of a dashboard file that is being written */
    post: operations['previewPanel'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/dashboards/schema': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What a dashboard file has to look like, as JSON Schema */
    get: operations['getDashboardSchema'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/dashboards/validate': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * What is wrong with a dashboard file
     * Reads the text, and lets ClickHouse explain each query, so that a column or table that does not exist is found before anybody looks.
     */
    post: operations['validateDashboard'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/explorer': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Whether SQL of one's own may be run here, and how it is guarded */
    get: operations['getExplorer'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/explorer/estimate': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** What a query would read */
    post: operations['estimateQuery'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/explorer/query': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Runs SQL */
    post: operations['runQuery'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/explorer/schema': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The tables that may be read, with their columns, and the functions */
    get: operations['getExplorerSchema'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/pipelines': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** How the pipelines are that fill the tables */
    get: operations['getPipelines'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/pipelines/{pipeline}/backfills': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Lets a pipeline copy a period again */
    post: operations['backfillPipeline'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/pipelines/{pipeline}/runs': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The latest runs of a pipeline, as its service has them, and older ones as etl_runs keeps them */
    get: operations['getPipelineRuns'];
    put?: never;
    /** Lets a pipeline copy now what is new */
    post: operations['startPipeline'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/pipelines/{pipeline}/runs/{run}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** A run of a pipeline, and how far it is */
    get: operations['getPipelineRun'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/tenants': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The tenants whose data the caller may read */
    get: operations['getTenants'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
};
/** The webhooks of the OpenAPI document of analytics. @public */
export type webhooks = Record<string, never>;
/** The components of the OpenAPI document of analytics. @public */
export type components = {
  schemas: {
    Column: {
      name: string;
      /** As ClickHouse calls it. */
      type: string;
    };
    /** What the file holds; `dashboardSchema` of analytics-common parses it. */
    Dashboard: {
      [key: string]: unknown;
    };
    DashboardAnswer: {
      dashboard: components['schemas']['Dashboard'];
      entityRef: string;
      problems: components['schemas']['Problem'][];
      source: {
        editUrl?: string;
        /** Where a pull request about the file is made, on a host with GitHub's API. */
        saveTo?: {
          path: string;
          /** As the scaffolder names a repository. */
          repoUrl: string;
        };
        url?: string;
      };
      /** The file's text. */
      yaml?: string;
    };
    DashboardList: {
      dashboards: components['schemas']['DashboardSummary'][];
      /** Entities whose files cannot be read; what was read of them before is still listed. */
      unavailable: {
        entityRef: string;
        reason: string;
        /** Format: date-time */
        since: string;
      }[];
    };
    DashboardSummary: {
      description?: components['schemas']['Text'];
      entityRef: string;
      /** Where its file is. */
      location?: string;
      /** As in its file; the file's own name when that could not be read. */
      name: string;
      /** How many it has; 0 when its file could not be read. */
      panels: number;
      problems: components['schemas']['Problem'][];
      tags: string[];
      title: components['schemas']['Text'];
    };
    Error: {
      error: {
        message: string;
        name: string;
      };
    };
    Estimate: {
      /** Above which the query is refused. */
      limit?: number;
      /** Of all tables. */
      rows: number;
      tables: {
        marks: number;
        parts: number;
        rows: number;
        table: string;
      }[];
    };
    Explorer: {
      enabled: boolean;
      guard: components['schemas']['Guard'];
      limits: {
        bytesToRead?: number;
        concurrency?: number;
        executionTimeMs?: number;
        resultRows?: number;
        rowsToRead?: number;
      };
      /** Why it is off, or what the guard does not do. */
      reason?: string;
      /**
       * Whether row policies are used, or why not: no tenant has a ClickHouse user of its own (`not-configured`), some have none (`incomplete`), one may see more than its tenant's rows (`not-bound`), or the server did not say what they may (`unavailable`). The portal's log says whose.
       */
      rowPolicies:
        | 'used'
        | 'not-configured'
        | 'incomplete'
        | 'not-bound'
        | 'unavailable';
    };
    ExplorerSchema: {
      functions: string[];
      tables: {
        columns: {
          comment?: string;
          name: string;
          type: string;
        }[];
        comment?: string;
        name: string;
      }[];
    };
    /** How far the tables of the query are filled, by the one that is least. */
    Freshness: {
      lagSeconds: number;
      tables: string[];
      /** Tables of the query that no pipeline reports on. */
      unknown: string[];
      /**
       * Format: date-time
       * Everything that happened before this is in the tables.
       */
      upTo: string;
    };
    /**
     * What keeps a query within its tenant and its tables: `row-policies` of the ClickHouse user, or the `parser` of ClickHouse with a filter on each table.
     */
    Guard: 'row-policies' | 'parser' | 'none';
    PanelData: components['schemas']['QueryAnswer'] & {
      /** Format: date-time */
      from: string;
      /** The period of the same length before. */
      previous?: components['schemas']['QueryAnswer'] & {
        /** Format: date-time */
        from: string;
        /** Format: date-time */
        to: string;
      };
      /** The step of time that the query was given. */
      stepSeconds: number;
      /** Format: date-time */
      to: string;
      /** The small line of a panel of the type value. */
      trend?: components['schemas']['QueryAnswer'];
    };
    /** Values by name. Numbers beyond 2^53 and decimals as text. What is left out has its default, or no value. */
    Parameters: {
      [key: string]:
        | components['schemas']['ParameterScalar']
        | components['schemas']['ParameterScalar'][];
    };
    ParameterScalar: string | number | boolean;
    Pipeline: {
      /** Whose owner hears of its lag. */
      entityRef?: string;
      name: string;
      /** Present where the portal knows the service of the pipeline. */
      runs?: {
        /** Those that a run may be asked for. */
        tables: string[];
      };
      tables: components['schemas']['PipelineTable'][];
    };
    PipelineRun: {
      /** Format: date-time */
      askedAt: string;
      failure?: string;
      /** Format: date-time */
      finishedAt?: string;
      id: string;
      /** Of a back-fill. */
      period?: {
        /** Format: date-time */
        from: string;
        /** Format: date-time */
        to: string;
      };
      /** Of a back-fill, in parts of equal kind. */
      progress?: {
        done: number;
        total: number;
      };
      /** Of an older run, of which the tables are no longer known. */
      rows?: number;
      /** Format: date-time */
      startedAt?: string;
      /**
       * A run is skipped when another process is at it.
       */
      status: 'waiting' | 'running' | 'succeeded' | 'failed' | 'skipped';
      tables: {
        durationMs: number;
        error?: string;
        rows: number;
        table: string;
      }[];
      trigger: 'schedule' | 'manual' | 'backfill';
    };
    PipelineTable: {
      /** Of the last run, in digits. */
      durationMs?: string;
      error?: string;
      lagLimitSeconds?: number;
      /** As of now, not as of the last run; absent where nobody knows. */
      lagSeconds?: number;
      /** Format: date-time */
      lastRunAt?: string;
      /** Format: date-time */
      lastSuccessAt?: string;
      /** Of the last run, in digits. */
      rows?: string;
      table: string;
      /**
       * Format: date-time
       * Everything before this is in the table; absent before its first run.
       */
      upTo?: string;
    };
    /** All when absent. */
    PipelineTables: string[];
    /** What is wrong with a dashboard file. */
    Problem: {
      /** From 1. */
      line?: number;
      message: string;
      /** Where it stands: `spec.panels[2].query`; empty for the whole file. */
      path: string;
    };
    /** Integers of 64 bits and more, and decimals, as text; times as ISO 8601 in UTC, days as 2026-01-31; NaN and infinities as null. */
    QueryAnswer: {
      columns: components['schemas']['Column'][];
      /** Absent when no pipeline reports on any table of the query. */
      freshness?: components['schemas']['Freshness'];
      rows: unknown[][];
      statistics: components['schemas']['Statistics'];
      /** Whether there were more rows. */
      truncated: boolean;
    };
    Statistics: {
      bytesRead?: number;
      elapsedMs: number;
      /** Absent when the server does not say; so is bytesRead. */
      rowsRead?: number;
    };
    Suggestion: {
      label?: string;
      value: string;
    };
    Tenant: {
      name: string;
      title: string;
    };
    /** One of the tenants that the caller may read; needed where there are several. */
    TenantName: string;
    /** Text in one language, or texts by language. */
    Text:
      | string
      | {
          en: string;
          uk?: string;
        };
    /** A moment of ISO 8601 with its zone, such as 2026-01-31T12:00:00Z. */
    Time: string;
    Yaml: string;
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
    DashboardName: string;
    EntityName: string;
    Kind: string;
    Namespace: string;
    PanelId: string;
    PipelineName: string;
  };
  requestBodies: {
    Sql: {
      content: {
        'application/json': {
          /** The value of `{from}`. With it goes `to`. */
          from?: components['schemas']['Time'];
          parameters?: components['schemas']['Parameters'];
          sql: string;
          tenant?: components['schemas']['TenantName'];
          to?: components['schemas']['Time'];
        };
      };
    };
  };
  headers: never;
  pathItems: never;
};
/** The $defs of the OpenAPI document of analytics. @public */
export type $defs = Record<string, never>;
/** The operations of the OpenAPI document of analytics. @public */
export type operations = {
  getDashboards: {
    parameters: {
      query?: {
        /** Only those of this entity. */
        entityRef?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** The dashboards, by entity and name */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DashboardList'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  getDashboard: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        dashboard: components['parameters']['DashboardName'];
        entityName: components['parameters']['EntityName'];
        kind: components['parameters']['Kind'];
        namespace: components['parameters']['Namespace'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** The dashboard */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DashboardAnswer'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  getPanelData: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        dashboard: components['parameters']['DashboardName'];
        entityName: components['parameters']['EntityName'];
        kind: components['parameters']['Kind'];
        namespace: components['parameters']['Namespace'];
        panel: components['parameters']['PanelId'];
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          /** Also the period of the same length before. */
          compare?: boolean;
          from: components['schemas']['Time'];
          parameters?: components['schemas']['Parameters'];
          tenant?: components['schemas']['TenantName'];
          to: components['schemas']['Time'];
        };
      };
    };
    responses: {
      /** The data */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PanelData'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  getPanelRows: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        dashboard: components['parameters']['DashboardName'];
        entityName: components['parameters']['EntityName'];
        kind: components['parameters']['Kind'];
        namespace: components['parameters']['Namespace'];
        panel: components['parameters']['PanelId'];
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          /** What the mark gives to the parameters of the rows' query. */
          drillDown?: components['schemas']['Parameters'];
          from: components['schemas']['Time'];
          parameters?: components['schemas']['Parameters'];
          tenant?: components['schemas']['TenantName'];
          to: components['schemas']['Time'];
        };
      };
    };
    responses: {
      /** The rows, at most 1,000 */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['QueryAnswer'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  getSuggestions: {
    parameters: {
      query?: {
        /** Default: as far back as the dashboard looks. */
        from?: components['schemas']['Time'];
        tenant?: components['schemas']['TenantName'];
        /** Only values that hold this text, in either case. */
        text?: string;
        /** Default: now. */
        to?: components['schemas']['Time'];
      };
      header?: never;
      path: {
        dashboard: components['parameters']['DashboardName'];
        entityName: components['parameters']['EntityName'];
        kind: components['parameters']['Kind'];
        namespace: components['parameters']['Namespace'];
        parameter: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** The values, at most 100 */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            suggestions: components['schemas']['Suggestion'][];
            truncated: boolean;
          };
        };
      };
      default: components['responses']['Error'];
    };
  };
  previewPanel: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          compare?: boolean;
          from: components['schemas']['Time'];
          panel: string;
          parameters?: components['schemas']['Parameters'];
          tenant?: components['schemas']['TenantName'];
          to: components['schemas']['Time'];
          yaml: components['schemas']['Yaml'];
        };
      };
    };
    responses: {
      /** The data */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PanelData'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  getDashboardSchema: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** The JSON Schema */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            [key: string]: unknown;
          };
        };
      };
      default: components['responses']['Error'];
    };
  };
  validateDashboard: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          tenant?: components['schemas']['TenantName'];
          yaml: components['schemas']['Yaml'];
        };
      };
    };
    responses: {
      /** The problems, none when it is well, and what was read */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            dashboard?: components['schemas']['Dashboard'];
            problems: components['schemas']['Problem'][];
          };
        };
      };
      default: components['responses']['Error'];
    };
  };
  getExplorer: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** The explorer */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Explorer'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  estimateQuery: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: components['requestBodies']['Sql'];
    responses: {
      /** The estimate, by table */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Estimate'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  runQuery: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: components['requestBodies']['Sql'];
    responses: {
      /** The answer */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['QueryAnswer'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  getExplorerSchema: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** The schema */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ExplorerSchema'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  getPipelines: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** The pipelines, by name */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            pipelines: components['schemas']['Pipeline'][];
            /** What cannot be read. The tables are those of etl_tables: what was read of them before is still listed, without a lag, which nobody knows now. */
            unavailable: {
              part: 'tables';
              reason: string;
              /** Format: date-time */
              since: string;
            }[];
          };
        };
      };
      default: components['responses']['Error'];
    };
  };
  backfillPipeline: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        pipeline: components['parameters']['PipelineName'];
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          from: components['schemas']['Time'];
          tables?: components['schemas']['PipelineTables'];
          to: components['schemas']['Time'];
        };
      };
    };
    responses: {
      /** The run; it waits, or has started */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PipelineRun'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  getPipelineRuns: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        pipeline: components['parameters']['PipelineName'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** The runs, newest first */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            runs: components['schemas']['PipelineRun'][];
            /** What cannot be read; what was read of it before is still listed. Older runs are those that only etl_runs keeps. */
            unavailable: {
              part: 'older-runs';
              reason: string;
              /** Format: date-time */
              since: string;
            }[];
          };
        };
      };
      default: components['responses']['Error'];
    };
  };
  startPipeline: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        pipeline: components['parameters']['PipelineName'];
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          tables?: components['schemas']['PipelineTables'];
        };
      };
    };
    responses: {
      /** The run; it waits, or has started */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PipelineRun'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  getPipelineRun: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        pipeline: components['parameters']['PipelineName'];
        run: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** The run */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PipelineRun'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  getTenants: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** The tenants; with one, it need not be named */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            tenants: components['schemas']['Tenant'][];
          };
        };
      };
      default: components['responses']['Error'];
    };
  };
};
