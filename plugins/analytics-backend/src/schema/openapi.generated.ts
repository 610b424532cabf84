// Generated from openapi.yaml by "yarn generate:openapi": change that, not this.

import { createValidatedOpenApiRouterFromGeneratedEndpointMap } from '@backstage/backend-openapi-utils';
import { type paths } from '@shop-platform/backstage-plugin-analytics-common';

type Part<T, Key extends string | number> = T extends {
  [key in Key]?: infer Value;
}
  ? Exclude<Value, undefined>
  : never;

type Endpoint<Operation> = {
  query: Part<Part<Operation, 'parameters'>, 'query'> & object;
  path: Part<Part<Operation, 'parameters'>, 'path'> & object;
  body: Part<
    Part<Part<Operation, 'requestBody'>, 'content'>,
    'application/json'
  > &
    object;
  response: Part<
    Part<Part<Part<Operation, 'responses'>, 200>, 'content'>,
    'application/json'
  > &
    object;
};

export type EndpointMap = {
  '#get|/tenants': Endpoint<paths['/tenants']['get']>;
  '#get|/dashboards': Endpoint<paths['/dashboards']['get']>;
  '#post|/dashboards/validate': Endpoint<paths['/dashboards/validate']['post']>;
  '#post|/dashboards/preview': Endpoint<paths['/dashboards/preview']['post']>;
  '#get|/dashboards/schema': Endpoint<paths['/dashboards/schema']['get']>;
  '#get|/dashboards/{kind}/{namespace}/{entityName}/{dashboard}': Endpoint<
    paths['/dashboards/{kind}/{namespace}/{entityName}/{dashboard}']['get']
  >;
  '#post|/dashboards/{kind}/{namespace}/{entityName}/{dashboard}/panels/{panel}/data': Endpoint<
    paths['/dashboards/{kind}/{namespace}/{entityName}/{dashboard}/panels/{panel}/data']['post']
  >;
  '#post|/dashboards/{kind}/{namespace}/{entityName}/{dashboard}/panels/{panel}/rows': Endpoint<
    paths['/dashboards/{kind}/{namespace}/{entityName}/{dashboard}/panels/{panel}/rows']['post']
  >;
  '#get|/dashboards/{kind}/{namespace}/{entityName}/{dashboard}/parameters/{parameter}/suggestions': Endpoint<
    paths['/dashboards/{kind}/{namespace}/{entityName}/{dashboard}/parameters/{parameter}/suggestions']['get']
  >;
  '#get|/explorer': Endpoint<paths['/explorer']['get']>;
  '#get|/explorer/schema': Endpoint<paths['/explorer/schema']['get']>;
  '#post|/explorer/estimate': Endpoint<paths['/explorer/estimate']['post']>;
  '#post|/explorer/query': Endpoint<paths['/explorer/query']['post']>;
  '#get|/pipelines': Endpoint<paths['/pipelines']['get']>;
  '#get|/pipelines/{pipeline}/runs': Endpoint<
    paths['/pipelines/{pipeline}/runs']['get']
  >;
  '#post|/pipelines/{pipeline}/runs': Endpoint<
    paths['/pipelines/{pipeline}/runs']['post']
  >;
  '#get|/pipelines/{pipeline}/runs/{run}': Endpoint<
    paths['/pipelines/{pipeline}/runs/{run}']['get']
  >;
  '#post|/pipelines/{pipeline}/backfills': Endpoint<
    paths['/pipelines/{pipeline}/backfills']['post']
  >;
};

export const spec = {
  openapi: '3.1.0',
  info: {
    title: 'analytics',
    version: '1',
    description:
      'Dashboards over ClickHouse, found through the catalog. Who may see an entity sees its dashboards; every query is read-only, bound to a tenant and bounded by limits, and says what it cost and how old its data is.',
    license: {
      name: 'Apache-2.0',
      url: 'https://www.apache.org/licenses/LICENSE-2.0',
    },
  },
  servers: [{ url: '/' }],
  paths: {
    '/tenants': {
      get: {
        operationId: 'getTenants',
        summary: 'The tenants whose data the caller may read',
        responses: {
          '200': {
            description: 'The tenants; with one, it need not be named',
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  required: ['tenants'],
                  properties: {
                    tenants: {
                      type: 'array',
                      items: { $ref: '#/components/schemas/Tenant' },
                    },
                  },
                },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/dashboards': {
      get: {
        operationId: 'getDashboards',
        summary: 'The dashboards of the entities that the caller may see',
        parameters: [
          {
            name: 'entityRef',
            in: 'query',
            allowReserved: true,
            description: 'Only those of this entity.',
            schema: { type: 'string', minLength: 1, maxLength: 400 },
          },
        ],
        responses: {
          '200': {
            description: 'The dashboards, by entity and name',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/DashboardList' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/dashboards/validate': {
      post: {
        operationId: 'validateDashboard',
        summary: 'What is wrong with a dashboard file',
        description:
          'Reads the text, and lets ClickHouse explain each query, so that a column or table that does not exist is found before anybody looks.',
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: {
                type: 'object',
                additionalProperties: false,
                required: ['yaml'],
                properties: {
                  yaml: { $ref: '#/components/schemas/Yaml' },
                  tenant: { $ref: '#/components/schemas/TenantName' },
                },
              },
            },
          },
        },
        responses: {
          '200': {
            description:
              'The problems, none when it is well, and what was read',
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  required: ['problems'],
                  properties: {
                    problems: {
                      type: 'array',
                      items: { $ref: '#/components/schemas/Problem' },
                    },
                    dashboard: { $ref: '#/components/schemas/Dashboard' },
                  },
                },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/dashboards/preview': {
      post: {
        operationId: 'previewPanel',
        summary:
          'The data of a panel of a dashboard file that is being written',
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: {
                type: 'object',
                additionalProperties: false,
                required: ['yaml', 'panel', 'from', 'to'],
                properties: {
                  yaml: { $ref: '#/components/schemas/Yaml' },
                  panel: { type: 'string', minLength: 1, maxLength: 63 },
                  from: { $ref: '#/components/schemas/Time' },
                  to: { $ref: '#/components/schemas/Time' },
                  parameters: { $ref: '#/components/schemas/Parameters' },
                  tenant: { $ref: '#/components/schemas/TenantName' },
                  compare: { type: 'boolean' },
                },
              },
            },
          },
        },
        responses: {
          '200': {
            description: 'The data',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/PanelData' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/dashboards/schema': {
      get: {
        operationId: 'getDashboardSchema',
        summary: 'What a dashboard file has to look like, as JSON Schema',
        responses: {
          '200': {
            description: 'The JSON Schema',
            content: {
              'application/json': {
                schema: { type: 'object', additionalProperties: true },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/dashboards/{kind}/{namespace}/{entityName}/{dashboard}': {
      get: {
        operationId: 'getDashboard',
        summary: 'One dashboard, its queries included',
        parameters: [
          { $ref: '#/components/parameters/Kind' },
          { $ref: '#/components/parameters/Namespace' },
          { $ref: '#/components/parameters/EntityName' },
          { $ref: '#/components/parameters/DashboardName' },
        ],
        responses: {
          '200': {
            description: 'The dashboard',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/DashboardAnswer' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/dashboards/{kind}/{namespace}/{entityName}/{dashboard}/panels/{panel}/data':
      {
        post: {
          operationId: 'getPanelData',
          summary: 'The data of a panel',
          parameters: [
            { $ref: '#/components/parameters/Kind' },
            { $ref: '#/components/parameters/Namespace' },
            { $ref: '#/components/parameters/EntityName' },
            { $ref: '#/components/parameters/DashboardName' },
            { $ref: '#/components/parameters/PanelId' },
          ],
          requestBody: {
            required: true,
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  additionalProperties: false,
                  required: ['from', 'to'],
                  properties: {
                    from: { $ref: '#/components/schemas/Time' },
                    to: { $ref: '#/components/schemas/Time' },
                    parameters: { $ref: '#/components/schemas/Parameters' },
                    tenant: { $ref: '#/components/schemas/TenantName' },
                    compare: {
                      type: 'boolean',
                      description: 'Also the period of the same length before.',
                    },
                  },
                },
              },
            },
          },
          responses: {
            '200': {
              description: 'The data',
              content: {
                'application/json': {
                  schema: { $ref: '#/components/schemas/PanelData' },
                },
              },
            },
            default: { $ref: '#/components/responses/Error' },
          },
        },
      },
    '/dashboards/{kind}/{namespace}/{entityName}/{dashboard}/panels/{panel}/rows':
      {
        post: {
          operationId: 'getPanelRows',
          summary: 'The rows behind a mark of a panel',
          parameters: [
            { $ref: '#/components/parameters/Kind' },
            { $ref: '#/components/parameters/Namespace' },
            { $ref: '#/components/parameters/EntityName' },
            { $ref: '#/components/parameters/DashboardName' },
            { $ref: '#/components/parameters/PanelId' },
          ],
          requestBody: {
            required: true,
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  additionalProperties: false,
                  required: ['from', 'to'],
                  properties: {
                    from: { $ref: '#/components/schemas/Time' },
                    to: { $ref: '#/components/schemas/Time' },
                    parameters: { $ref: '#/components/schemas/Parameters' },
                    tenant: { $ref: '#/components/schemas/TenantName' },
                    drillDown: {
                      description:
                        "What the mark gives to the parameters of the rows' query.",
                      $ref: '#/components/schemas/Parameters',
                    },
                  },
                },
              },
            },
          },
          responses: {
            '200': {
              description: 'The rows, at most 1,000',
              content: {
                'application/json': {
                  schema: { $ref: '#/components/schemas/QueryAnswer' },
                },
              },
            },
            default: { $ref: '#/components/responses/Error' },
          },
        },
      },
    '/dashboards/{kind}/{namespace}/{entityName}/{dashboard}/parameters/{parameter}/suggestions':
      {
        get: {
          operationId: 'getSuggestions',
          summary: 'Values for a parameter',
          parameters: [
            { $ref: '#/components/parameters/Kind' },
            { $ref: '#/components/parameters/Namespace' },
            { $ref: '#/components/parameters/EntityName' },
            { $ref: '#/components/parameters/DashboardName' },
            {
              name: 'parameter',
              in: 'path',
              required: true,
              schema: { type: 'string', minLength: 1, maxLength: 63 },
            },
            {
              name: 'text',
              in: 'query',
              allowReserved: true,
              description: 'Only values that hold this text, in either case.',
              schema: { type: 'string', maxLength: 200 },
            },
            {
              name: 'from',
              in: 'query',
              allowReserved: true,
              description: 'Default: as far back as the dashboard looks.',
              schema: { $ref: '#/components/schemas/Time' },
            },
            {
              name: 'to',
              in: 'query',
              allowReserved: true,
              description: 'Default: now.',
              schema: { $ref: '#/components/schemas/Time' },
            },
            {
              name: 'tenant',
              in: 'query',
              allowReserved: true,
              schema: { $ref: '#/components/schemas/TenantName' },
            },
          ],
          responses: {
            '200': {
              description: 'The values, at most 100',
              content: {
                'application/json': {
                  schema: {
                    type: 'object',
                    required: ['suggestions', 'truncated'],
                    properties: {
                      suggestions: {
                        type: 'array',
                        items: { $ref: '#/components/schemas/Suggestion' },
                      },
                      truncated: { type: 'boolean' },
                    },
                  },
                },
              },
            },
            default: { $ref: '#/components/responses/Error' },
          },
        },
      },
    '/explorer': {
      get: {
        operationId: 'getExplorer',
        summary:
          "Whether SQL of one's own may be run here, and how it is guarded",
        responses: {
          '200': {
            description: 'The explorer',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Explorer' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/explorer/schema': {
      get: {
        operationId: 'getExplorerSchema',
        summary:
          'The tables that may be read, with their columns, and the functions',
        responses: {
          '200': {
            description: 'The schema',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/ExplorerSchema' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/explorer/estimate': {
      post: {
        operationId: 'estimateQuery',
        summary: 'What a query would read',
        requestBody: { $ref: '#/components/requestBodies/Sql' },
        responses: {
          '200': {
            description: 'The estimate, by table',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Estimate' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/explorer/query': {
      post: {
        operationId: 'runQuery',
        summary: 'Runs SQL',
        requestBody: { $ref: '#/components/requestBodies/Sql' },
        responses: {
          '200': {
            description: 'The answer',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/QueryAnswer' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/pipelines': {
      get: {
        operationId: 'getPipelines',
        summary: 'How the pipelines are that fill the tables',
        responses: {
          '200': {
            description: 'The pipelines, by name',
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  required: ['pipelines', 'unavailable'],
                  properties: {
                    pipelines: {
                      type: 'array',
                      items: { $ref: '#/components/schemas/Pipeline' },
                    },
                    unavailable: {
                      type: 'array',
                      description:
                        'What cannot be read. The tables are those of etl_tables: what was read of them before is still listed, without a lag, which nobody knows now.',
                      items: {
                        type: 'object',
                        required: ['part', 'reason', 'since'],
                        properties: {
                          part: { type: 'string', enum: ['tables'] },
                          reason: { type: 'string' },
                          since: { type: 'string', format: 'date-time' },
                        },
                      },
                    },
                  },
                },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/pipelines/{pipeline}/runs': {
      get: {
        operationId: 'getPipelineRuns',
        summary:
          'The latest runs of a pipeline, as its service has them, and older ones as etl_runs keeps them',
        parameters: [{ $ref: '#/components/parameters/PipelineName' }],
        responses: {
          '200': {
            description: 'The runs, newest first',
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  required: ['runs', 'unavailable'],
                  properties: {
                    runs: {
                      type: 'array',
                      items: { $ref: '#/components/schemas/PipelineRun' },
                    },
                    unavailable: {
                      type: 'array',
                      description:
                        'What cannot be read; what was read of it before is still listed. Older runs are those that only etl_runs keeps.',
                      items: {
                        type: 'object',
                        required: ['part', 'reason', 'since'],
                        properties: {
                          part: { type: 'string', enum: ['older-runs'] },
                          reason: { type: 'string' },
                          since: { type: 'string', format: 'date-time' },
                        },
                      },
                    },
                  },
                },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
      post: {
        operationId: 'startPipeline',
        summary: 'Lets a pipeline copy now what is new',
        parameters: [{ $ref: '#/components/parameters/PipelineName' }],
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: {
                type: 'object',
                additionalProperties: false,
                properties: {
                  tables: { $ref: '#/components/schemas/PipelineTables' },
                },
              },
            },
          },
        },
        responses: {
          '200': {
            description: 'The run; it waits, or has started',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/PipelineRun' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/pipelines/{pipeline}/runs/{run}': {
      get: {
        operationId: 'getPipelineRun',
        summary: 'A run of a pipeline, and how far it is',
        parameters: [
          { $ref: '#/components/parameters/PipelineName' },
          {
            name: 'run',
            in: 'path',
            required: true,
            schema: { type: 'string', minLength: 1, maxLength: 128 },
          },
        ],
        responses: {
          '200': {
            description: 'The run',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/PipelineRun' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/pipelines/{pipeline}/backfills': {
      post: {
        operationId: 'backfillPipeline',
        summary: 'Lets a pipeline copy a period again',
        parameters: [{ $ref: '#/components/parameters/PipelineName' }],
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: {
                type: 'object',
                additionalProperties: false,
                required: ['from', 'to'],
                properties: {
                  tables: { $ref: '#/components/schemas/PipelineTables' },
                  from: { $ref: '#/components/schemas/Time' },
                  to: { $ref: '#/components/schemas/Time' },
                },
              },
            },
          },
        },
        responses: {
          '200': {
            description: 'The run; it waits, or has started',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/PipelineRun' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
  },
  components: {
    parameters: {
      Kind: {
        name: 'kind',
        in: 'path',
        required: true,
        schema: { type: 'string', minLength: 1, maxLength: 128 },
      },
      Namespace: {
        name: 'namespace',
        in: 'path',
        required: true,
        schema: { type: 'string', minLength: 1, maxLength: 128 },
      },
      EntityName: {
        name: 'entityName',
        in: 'path',
        required: true,
        schema: { type: 'string', minLength: 1, maxLength: 128 },
      },
      DashboardName: {
        name: 'dashboard',
        in: 'path',
        required: true,
        schema: { type: 'string', minLength: 1, maxLength: 63 },
      },
      PanelId: {
        name: 'panel',
        in: 'path',
        required: true,
        schema: { type: 'string', minLength: 1, maxLength: 63 },
      },
      PipelineName: {
        name: 'pipeline',
        in: 'path',
        required: true,
        schema: { type: 'string', minLength: 1, maxLength: 128 },
      },
    },
    requestBodies: {
      Sql: {
        required: true,
        content: {
          'application/json': {
            schema: {
              type: 'object',
              additionalProperties: false,
              required: ['sql'],
              properties: {
                sql: { type: 'string', minLength: 1, maxLength: 20000 },
                tenant: { $ref: '#/components/schemas/TenantName' },
                parameters: { $ref: '#/components/schemas/Parameters' },
                from: {
                  description: 'The value of `{from}`. With it goes `to`.',
                  $ref: '#/components/schemas/Time',
                },
                to: { $ref: '#/components/schemas/Time' },
              },
            },
          },
        },
      },
    },
    responses: {
      Error: {
        description: 'What went wrong, and how to put it right',
        content: {
          'application/json': {
            schema: { $ref: '#/components/schemas/Error' },
          },
        },
      },
    },
    schemas: {
      Error: {
        type: 'object',
        required: ['error'],
        properties: {
          error: {
            type: 'object',
            required: ['name', 'message'],
            properties: {
              name: { type: 'string' },
              message: { type: 'string' },
            },
          },
        },
      },
      Yaml: { type: 'string', minLength: 1, maxLength: 200000 },
      Time: {
        type: 'string',
        description:
          'A moment of ISO 8601 with its zone, such as 2026-01-31T12:00:00Z.',
        minLength: 16,
        maxLength: 40,
      },
      TenantName: {
        type: 'string',
        description:
          'One of the tenants that the caller may read; needed where there are several.',
        minLength: 1,
        maxLength: 128,
      },
      Tenant: {
        type: 'object',
        required: ['name', 'title'],
        properties: { name: { type: 'string' }, title: { type: 'string' } },
      },
      ParameterScalar: {
        oneOf: [
          { type: 'string', maxLength: 1000 },
          { type: 'number' },
          { type: 'boolean' },
        ],
      },
      Parameters: {
        type: 'object',
        description:
          'Values by name. Numbers beyond 2^53 and decimals as text. What is left out has its default, or no value.',
        maxProperties: 40,
        additionalProperties: {
          oneOf: [
            { $ref: '#/components/schemas/ParameterScalar' },
            {
              type: 'array',
              maxItems: 1000,
              items: { $ref: '#/components/schemas/ParameterScalar' },
            },
          ],
        },
      },
      Problem: {
        type: 'object',
        description: 'What is wrong with a dashboard file.',
        required: ['path', 'message'],
        properties: {
          path: {
            type: 'string',
            description:
              'Where it stands: `spec.panels[2].query`; empty for the whole file.',
          },
          line: { type: 'integer', description: 'From 1.' },
          message: { type: 'string' },
        },
      },
      Dashboard: {
        type: 'object',
        description:
          'What the file holds; `dashboardSchema` of analytics-common parses it.',
        additionalProperties: true,
      },
      Text: {
        description: 'Text in one language, or texts by language.',
        oneOf: [
          { type: 'string' },
          {
            type: 'object',
            required: ['en'],
            properties: { en: { type: 'string' }, uk: { type: 'string' } },
          },
        ],
      },
      DashboardSummary: {
        type: 'object',
        required: ['entityRef', 'name', 'title', 'tags', 'panels', 'problems'],
        properties: {
          entityRef: { type: 'string' },
          name: {
            type: 'string',
            description:
              "As in its file; the file's own name when that could not be read.",
          },
          title: { $ref: '#/components/schemas/Text' },
          description: { $ref: '#/components/schemas/Text' },
          tags: { type: 'array', items: { type: 'string' } },
          panels: {
            type: 'integer',
            description: 'How many it has; 0 when its file could not be read.',
          },
          problems: {
            type: 'array',
            items: { $ref: '#/components/schemas/Problem' },
          },
          location: { type: 'string', description: 'Where its file is.' },
        },
      },
      DashboardList: {
        type: 'object',
        required: ['dashboards', 'unavailable'],
        properties: {
          dashboards: {
            type: 'array',
            items: { $ref: '#/components/schemas/DashboardSummary' },
          },
          unavailable: {
            type: 'array',
            description:
              'Entities whose files cannot be read; what was read of them before is still listed.',
            items: {
              type: 'object',
              required: ['entityRef', 'reason', 'since'],
              properties: {
                entityRef: { type: 'string' },
                reason: { type: 'string' },
                since: { type: 'string', format: 'date-time' },
              },
            },
          },
        },
      },
      DashboardAnswer: {
        type: 'object',
        required: ['dashboard', 'entityRef', 'source', 'problems'],
        properties: {
          dashboard: { $ref: '#/components/schemas/Dashboard' },
          entityRef: { type: 'string' },
          source: {
            type: 'object',
            properties: {
              url: { type: 'string' },
              editUrl: { type: 'string' },
              saveTo: {
                type: 'object',
                description:
                  "Where a pull request about the file is made, on a host with GitHub's API.",
                required: ['repoUrl', 'path'],
                properties: {
                  repoUrl: {
                    type: 'string',
                    description: 'As the scaffolder names a repository.',
                  },
                  path: { type: 'string' },
                },
              },
            },
          },
          yaml: { type: 'string', description: "The file's text." },
          problems: {
            type: 'array',
            items: { $ref: '#/components/schemas/Problem' },
          },
        },
      },
      Column: {
        type: 'object',
        required: ['name', 'type'],
        properties: {
          name: { type: 'string' },
          type: { type: 'string', description: 'As ClickHouse calls it.' },
        },
      },
      Statistics: {
        type: 'object',
        required: ['elapsedMs'],
        properties: {
          elapsedMs: { type: 'number' },
          rowsRead: {
            type: 'number',
            description:
              'Absent when the server does not say; so is bytesRead.',
          },
          bytesRead: { type: 'number' },
        },
      },
      Freshness: {
        type: 'object',
        description:
          'How far the tables of the query are filled, by the one that is least.',
        required: ['upTo', 'lagSeconds', 'tables', 'unknown'],
        properties: {
          upTo: {
            type: 'string',
            format: 'date-time',
            description:
              'Everything that happened before this is in the tables.',
          },
          lagSeconds: { type: 'number' },
          tables: { type: 'array', items: { type: 'string' } },
          unknown: {
            type: 'array',
            description: 'Tables of the query that no pipeline reports on.',
            items: { type: 'string' },
          },
        },
      },
      QueryAnswer: {
        type: 'object',
        description:
          'Integers of 64 bits and more, and decimals, as text; times as ISO 8601 in UTC, days as 2026-01-31; NaN and infinities as null.',
        required: ['columns', 'rows', 'truncated', 'statistics'],
        properties: {
          columns: {
            type: 'array',
            items: { $ref: '#/components/schemas/Column' },
          },
          rows: { type: 'array', items: { type: 'array', items: {} } },
          truncated: {
            type: 'boolean',
            description: 'Whether there were more rows.',
          },
          statistics: { $ref: '#/components/schemas/Statistics' },
          freshness: {
            description:
              'Absent when no pipeline reports on any table of the query.',
            $ref: '#/components/schemas/Freshness',
          },
        },
      },
      PanelData: {
        allOf: [
          { $ref: '#/components/schemas/QueryAnswer' },
          {
            type: 'object',
            required: ['from', 'to', 'stepSeconds'],
            properties: {
              from: { type: 'string', format: 'date-time' },
              to: { type: 'string', format: 'date-time' },
              stepSeconds: {
                type: 'integer',
                description: 'The step of time that the query was given.',
              },
              previous: {
                description: 'The period of the same length before.',
                allOf: [
                  { $ref: '#/components/schemas/QueryAnswer' },
                  {
                    type: 'object',
                    required: ['from', 'to'],
                    properties: {
                      from: { type: 'string', format: 'date-time' },
                      to: { type: 'string', format: 'date-time' },
                    },
                  },
                ],
              },
              trend: {
                description: 'The small line of a panel of the type value.',
                $ref: '#/components/schemas/QueryAnswer',
              },
            },
          },
        ],
      },
      Suggestion: {
        type: 'object',
        required: ['value'],
        properties: { value: { type: 'string' }, label: { type: 'string' } },
      },
      Guard: {
        type: 'string',
        description:
          'What keeps a query within its tenant and its tables: `row-policies` of the ClickHouse user, or the `parser` of ClickHouse with a filter on each table.',
        enum: ['row-policies', 'parser', 'none'],
      },
      Explorer: {
        type: 'object',
        required: ['enabled', 'guard', 'rowPolicies', 'limits'],
        properties: {
          enabled: { type: 'boolean' },
          guard: { $ref: '#/components/schemas/Guard' },
          rowPolicies: {
            type: 'string',
            description:
              "Whether row policies are used, or why not: no tenant has a ClickHouse user of its own (`not-configured`), some have none (`incomplete`), one may see more than its tenant's rows (`not-bound`), or the server did not say what they may (`unavailable`). The portal's log says whose.",
            enum: [
              'used',
              'not-configured',
              'incomplete',
              'not-bound',
              'unavailable',
            ],
          },
          reason: {
            type: 'string',
            description: 'Why it is off, or what the guard does not do.',
          },
          limits: {
            type: 'object',
            properties: {
              executionTimeMs: { type: 'number' },
              rowsToRead: { type: 'number' },
              bytesToRead: { type: 'number' },
              resultRows: { type: 'number' },
              concurrency: { type: 'number' },
            },
          },
        },
      },
      ExplorerSchema: {
        type: 'object',
        required: ['tables', 'functions'],
        properties: {
          tables: {
            type: 'array',
            items: {
              type: 'object',
              required: ['name', 'columns'],
              properties: {
                name: { type: 'string' },
                comment: { type: 'string' },
                columns: {
                  type: 'array',
                  items: {
                    type: 'object',
                    required: ['name', 'type'],
                    properties: {
                      name: { type: 'string' },
                      type: { type: 'string' },
                      comment: { type: 'string' },
                    },
                  },
                },
              },
            },
          },
          functions: { type: 'array', items: { type: 'string' } },
        },
      },
      Estimate: {
        type: 'object',
        required: ['tables', 'rows'],
        properties: {
          tables: {
            type: 'array',
            items: {
              type: 'object',
              required: ['table', 'parts', 'rows', 'marks'],
              properties: {
                table: { type: 'string' },
                parts: { type: 'number' },
                rows: { type: 'number' },
                marks: { type: 'number' },
              },
            },
          },
          rows: { type: 'number', description: 'Of all tables.' },
          limit: {
            type: 'number',
            description: 'Above which the query is refused.',
          },
        },
      },
      PipelineTable: {
        type: 'object',
        required: ['table'],
        properties: {
          table: { type: 'string' },
          upTo: {
            type: 'string',
            format: 'date-time',
            description:
              'Everything before this is in the table; absent before its first run.',
          },
          lagSeconds: {
            type: 'number',
            description:
              'As of now, not as of the last run; absent where nobody knows.',
          },
          lagLimitSeconds: { type: 'number' },
          rows: { type: 'string', description: 'Of the last run, in digits.' },
          durationMs: {
            type: 'string',
            description: 'Of the last run, in digits.',
          },
          lastSuccessAt: { type: 'string', format: 'date-time' },
          lastRunAt: { type: 'string', format: 'date-time' },
          error: { type: 'string' },
        },
      },
      Pipeline: {
        type: 'object',
        required: ['name', 'tables'],
        properties: {
          name: { type: 'string' },
          tables: {
            type: 'array',
            items: { $ref: '#/components/schemas/PipelineTable' },
          },
          entityRef: {
            type: 'string',
            description: 'Whose owner hears of its lag.',
          },
          runs: {
            type: 'object',
            description:
              'Present where the portal knows the service of the pipeline.',
            required: ['tables'],
            properties: {
              tables: {
                type: 'array',
                description: 'Those that a run may be asked for.',
                items: { type: 'string' },
              },
            },
          },
        },
      },
      PipelineTables: {
        type: 'array',
        description: 'All when absent.',
        minItems: 1,
        maxItems: 100,
        uniqueItems: true,
        items: { type: 'string', minLength: 1, maxLength: 128 },
      },
      PipelineRun: {
        type: 'object',
        required: ['id', 'status', 'trigger', 'askedAt', 'tables'],
        properties: {
          id: { type: 'string' },
          status: {
            type: 'string',
            description: 'A run is skipped when another process is at it.',
            enum: ['waiting', 'running', 'succeeded', 'failed', 'skipped'],
          },
          trigger: { type: 'string', enum: ['schedule', 'manual', 'backfill'] },
          askedAt: { type: 'string', format: 'date-time' },
          startedAt: { type: 'string', format: 'date-time' },
          finishedAt: { type: 'string', format: 'date-time' },
          failure: { type: 'string' },
          period: {
            type: 'object',
            description: 'Of a back-fill.',
            required: ['from', 'to'],
            properties: {
              from: { type: 'string', format: 'date-time' },
              to: { type: 'string', format: 'date-time' },
            },
          },
          progress: {
            type: 'object',
            description: 'Of a back-fill, in parts of equal kind.',
            required: ['done', 'total'],
            properties: {
              done: { type: 'integer' },
              total: { type: 'integer' },
            },
          },
          rows: {
            type: 'integer',
            description:
              'Of an older run, of which the tables are no longer known.',
          },
          tables: {
            type: 'array',
            items: {
              type: 'object',
              required: ['table', 'rows', 'durationMs'],
              properties: {
                table: { type: 'string' },
                rows: { type: 'integer' },
                durationMs: { type: 'number' },
                error: { type: 'string' },
              },
            },
          },
        },
      },
    },
  },
} as const;

export const createOpenApiRouter = (
  options?: Parameters<
    typeof createValidatedOpenApiRouterFromGeneratedEndpointMap
  >[1],
) =>
  createValidatedOpenApiRouterFromGeneratedEndpointMap<EndpointMap>(spec, {
    ...options,
    // The document was checked when this file was generated; each start need not do it again.
    validatorOptions: { validateApiSpec: false, ...options?.validatorOptions },
  });
