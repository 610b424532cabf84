// Generated from openapi.yaml by "yarn generate:openapi": change that, not this.

import { createValidatedOpenApiRouterFromGeneratedEndpointMap } from '@backstage/backend-openapi-utils';
import { type paths } from '@shop-platform/backstage-plugin-chaos-common';

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
  '#get|/clusters': Endpoint<paths['/clusters']['get']>;
  '#get|/presets': Endpoint<paths['/presets']['get']>;
  '#post|/dry-runs': Endpoint<paths['/dry-runs']['post']>;
  '#get|/runs': Endpoint<paths['/runs']['get']>;
  '#post|/runs': Endpoint<paths['/runs']['post']>;
  '#get|/scores': Endpoint<paths['/scores']['get']>;
  '#get|/runs/{id}': Endpoint<paths['/runs/{id}']['get']>;
  '#post|/runs/{id}/halt': Endpoint<paths['/runs/{id}/halt']['post']>;
  '#post|/runs/{id}/pause': Endpoint<paths['/runs/{id}/pause']['post']>;
  '#post|/runs/{id}/resume': Endpoint<paths['/runs/{id}/resume']['post']>;
  '#post|/runs/{id}/approve': Endpoint<paths['/runs/{id}/approve']['post']>;
  '#post|/runs/{id}/reject': Endpoint<paths['/runs/{id}/reject']['post']>;
  '#get|/standing': Endpoint<paths['/standing']['get']>;
  '#post|/standing': Endpoint<paths['/standing']['post']>;
  '#get|/calendar': Endpoint<paths['/calendar']['get']>;
  '#post|/game-days': Endpoint<paths['/game-days']['post']>;
  '#put|/game-days/{id}': Endpoint<paths['/game-days/{id}']['put']>;
  '#post|/game-days/{id}/cancel': Endpoint<
    paths['/game-days/{id}/cancel']['post']
  >;
  '#get|/standing/{cluster}/{kind}/{namespace}/{name}': Endpoint<
    paths['/standing/{cluster}/{kind}/{namespace}/{name}']['get']
  >;
  '#_delete|/standing/{cluster}/{kind}/{namespace}/{name}': Endpoint<
    paths['/standing/{cluster}/{kind}/{namespace}/{name}']['delete']
  >;
  '#post|/standing/{cluster}/{kind}/{namespace}/{name}/pause': Endpoint<
    paths['/standing/{cluster}/{kind}/{namespace}/{name}/pause']['post']
  >;
  '#post|/standing/{cluster}/{kind}/{namespace}/{name}/resume': Endpoint<
    paths['/standing/{cluster}/{kind}/{namespace}/{name}/resume']['post']
  >;
  '#post|/standing/{cluster}/{kind}/{namespace}/{name}/run': Endpoint<
    paths['/standing/{cluster}/{kind}/{namespace}/{name}/run']['post']
  >;
  '#get|/standing-requests/{id}': Endpoint<
    paths['/standing-requests/{id}']['get']
  >;
  '#post|/standing-requests/{id}/approve': Endpoint<
    paths['/standing-requests/{id}/approve']['post']
  >;
  '#post|/standing-requests/{id}/reject': Endpoint<
    paths['/standing-requests/{id}/reject']['post']
  >;
  '#post|/standing-requests/{id}/withdraw': Endpoint<
    paths['/standing-requests/{id}/withdraw']['post']
  >;
  '#post|/halts': Endpoint<paths['/halts']['post']>;
  '#_delete|/halts': Endpoint<paths['/halts']['delete']>;
};

export const spec = {
  openapi: '3.1.0',
  info: {
    title: 'chaos',
    version: '1',
    description:
      'Experiments of Chaos Mesh in the clusters of the platform: what they would hit, under which rules they start, how they go on, what stops them, and whether the platform held.',
    license: {
      name: 'Apache-2.0',
      url: 'https://www.apache.org/licenses/LICENSE-2.0',
    },
  },
  servers: [{ url: '/' }],
  paths: {
    '/clusters': {
      get: {
        operationId: 'getClusters',
        summary:
          'The clusters, whether each can run experiments, and the halt levers',
        responses: {
          '200': {
            description: 'The clusters, in the order of the configuration',
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  required: ['clusters', 'policy'],
                  properties: {
                    clusters: {
                      type: 'array',
                      items: { $ref: '#/components/schemas/ChaosCluster' },
                    },
                    policy: { $ref: '#/components/schemas/Policy' },
                  },
                },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/presets': {
      get: {
        operationId: 'getPresets',
        summary: 'Experiments to begin with, made for one workload',
        parameters: [
          {
            name: 'entity',
            in: 'query',
            allowReserved: true,
            required: true,
            description:
              'The component whose pods they hit: `component:default/payments`.',
            schema: { type: 'string', minLength: 1, maxLength: 512 },
          },
        ],
        responses: {
          '200': {
            description: 'The presets, the mildest first',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Presets' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/dry-runs': {
      post: {
        operationId: 'dryRun',
        summary:
          'What an experiment would hit, and whether it may start; nothing is touched',
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: {
                type: 'object',
                required: ['cluster', 'manifest'],
                additionalProperties: false,
                properties: {
                  cluster: { type: 'string', minLength: 1, maxLength: 128 },
                  manifest: { $ref: '#/components/schemas/ManifestText' },
                },
              },
            },
          },
        },
        responses: {
          '200': {
            description:
              'The findings; an experiment that may not start is an answer, too',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Preflight' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/runs': {
      get: {
        operationId: 'getRuns',
        summary:
          'Runs, the newest first, those that others started in the clusters included',
        parameters: [
          {
            name: 'entity',
            in: 'query',
            allowReserved: true,
            description: 'Only runs that hit this component.',
            schema: { type: 'string', minLength: 1, maxLength: 512 },
          },
          {
            name: 'state',
            in: 'query',
            allowReserved: true,
            description: '`active`: those that are not over.',
            schema: { type: 'string', enum: ['active', 'over'] },
          },
          {
            name: 'outcome',
            in: 'query',
            allowReserved: true,
            description: 'Only runs with this verdict.',
            schema: {
              type: 'string',
              enum: ['passed', 'failed', 'inconclusive'],
            },
          },
          {
            name: 'from',
            in: 'query',
            allowReserved: true,
            description: 'Only runs that were not over before.',
            schema: { type: 'string', format: 'date-time' },
          },
          {
            name: 'to',
            in: 'query',
            allowReserved: true,
            description: 'Only runs that began before.',
            schema: { type: 'string', format: 'date-time' },
          },
          {
            name: 'limit',
            in: 'query',
            allowReserved: true,
            schema: { type: 'integer', minimum: 1, maximum: 200, default: 50 },
          },
          {
            name: 'cursor',
            in: 'query',
            allowReserved: true,
            description: '`nextCursor` of the page before.',
            schema: { type: 'string', minLength: 1, maxLength: 256 },
          },
        ],
        responses: {
          '200': {
            description: 'A page of runs',
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  required: ['runs', 'silent'],
                  properties: {
                    runs: {
                      type: 'array',
                      items: { $ref: '#/components/schemas/Run' },
                    },
                    nextCursor: { type: 'string' },
                    silent: {
                      type: 'array',
                      description:
                        'Clusters that do not answer; their runs are as last heard.',
                      items: { $ref: '#/components/schemas/SilentCluster' },
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
        operationId: 'startRun',
        summary: 'Start an experiment',
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: {
                type: 'object',
                required: ['cluster', 'manifest', 'confirmation'],
                additionalProperties: false,
                properties: {
                  cluster: { type: 'string', minLength: 1, maxLength: 128 },
                  manifest: { $ref: '#/components/schemas/ManifestText' },
                  confirmation: {
                    type: 'string',
                    maxLength: 253,
                    description:
                      'The name of the namespace that is hit, typed by the one who starts.',
                  },
                },
              },
            },
          },
        },
        responses: {
          '200': {
            description: 'It is applied in the cluster',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Run' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/scores': {
      get: {
        operationId: 'getScore',
        summary:
          'How often the platform held when a component was broken on purpose',
        parameters: [
          {
            name: 'entity',
            in: 'query',
            allowReserved: true,
            required: true,
            description:
              'The component that was hit: `component:default/payments`.',
            schema: { type: 'string', minLength: 1, maxLength: 512 },
          },
        ],
        responses: {
          '200': {
            description: 'The score with the numbers that it comes from',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Score' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/runs/{id}': {
      get: {
        operationId: 'getRun',
        summary: 'One run with its targets, what happened, and its verdict',
        parameters: [{ $ref: '#/components/parameters/RunId' }],
        responses: {
          '200': {
            description: 'The run',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/RunDetails' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/runs/{id}/halt': {
      post: {
        operationId: 'haltRun',
        summary: 'End a run now; its faults are taken back',
        parameters: [{ $ref: '#/components/parameters/RunId' }],
        responses: {
          '200': {
            description: 'The run, which recovers',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Run' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/runs/{id}/pause': {
      post: {
        operationId: 'pauseRun',
        summary:
          'Take the faults back for a while; the time of the run goes on',
        parameters: [{ $ref: '#/components/parameters/RunId' }],
        responses: {
          '200': {
            description: 'The run',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Run' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/runs/{id}/resume': {
      post: {
        operationId: 'resumeRun',
        summary: 'Inject the faults of a paused run again',
        parameters: [{ $ref: '#/components/parameters/RunId' }],
        responses: {
          '200': {
            description: 'The run',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Run' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/runs/{id}/approve': {
      post: {
        operationId: 'approveRun',
        summary: 'Start a run that another person asked for',
        parameters: [{ $ref: '#/components/parameters/RunId' }],
        responses: {
          '200': {
            description: 'The run, which is applied in the cluster',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Run' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/runs/{id}/reject': {
      post: {
        operationId: 'rejectRun',
        summary: 'Refuse a run that another person asked for',
        parameters: [{ $ref: '#/components/parameters/RunId' }],
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: {
                type: 'object',
                required: ['reason'],
                additionalProperties: false,
                properties: {
                  reason: { type: 'string', minLength: 1, maxLength: 500 },
                },
              },
            },
          },
        },
        responses: {
          '200': {
            description: 'The run, which never began',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Run' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/standing': {
      get: {
        operationId: 'getStanding',
        summary:
          'The Schedules and Workflows of all clusters, whoever made them',
        responses: {
          '200': {
            description:
              'The standing set, and the clusters of which it is not known',
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  required: ['items', 'requests', 'silent'],
                  properties: {
                    items: {
                      type: 'array',
                      items: { $ref: '#/components/schemas/Standing' },
                    },
                    requests: {
                      type: 'array',
                      description:
                        "What waits for another person's approval, the oldest first.",
                      items: { $ref: '#/components/schemas/StandingRequest' },
                    },
                    silent: {
                      type: 'array',
                      description:
                        'Clusters whose Schedules and Workflows are not known now.',
                      items: { $ref: '#/components/schemas/SilentCluster' },
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
        operationId: 'createStanding',
        summary:
          'Create a Schedule, or begin a Workflow, or ask for it where another person has to approve it',
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: {
                type: 'object',
                required: ['cluster', 'manifest', 'confirmation'],
                additionalProperties: false,
                properties: {
                  cluster: { type: 'string', minLength: 1, maxLength: 128 },
                  manifest: { $ref: '#/components/schemas/ManifestText' },
                  confirmation: {
                    type: 'string',
                    maxLength: 253,
                    description:
                      'The name of the namespace that is hit, typed by the one who creates it.',
                  },
                },
              },
            },
          },
        },
        responses: {
          '200': {
            description: 'It is in the cluster, or awaits approval',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/StandingOutcome' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/calendar': {
      get: {
        operationId: 'getCalendar',
        summary:
          'What ran, what is planned, and when nothing may run, in all clusters',
        parameters: [
          {
            name: 'from',
            in: 'query',
            allowReserved: true,
            required: true,
            description: 'Its beginning.',
            schema: { type: 'string', format: 'date-time' },
          },
          {
            name: 'to',
            in: 'query',
            allowReserved: true,
            required: true,
            description: 'Its end; at most 43 days later.',
            schema: { type: 'string', format: 'date-time' },
          },
        ],
        responses: {
          '200': {
            description: 'The calendar',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Calendar' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/game-days': {
      post: {
        operationId: 'planGameDay',
        summary: 'Plan a game day; nothing starts by it',
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: { $ref: '#/components/schemas/GameDayPlan' },
            },
          },
        },
        responses: {
          '200': {
            description: 'It is in the calendar',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/GameDay' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/game-days/{id}': {
      put: {
        operationId: 'changeGameDay',
        summary: 'Plan a game day anew, which was not cancelled',
        parameters: [{ $ref: '#/components/parameters/GameDayId' }],
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: { $ref: '#/components/schemas/GameDayPlan' },
            },
          },
        },
        responses: {
          '200': {
            description: 'As it is in the calendar now',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/GameDay' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/game-days/{id}/cancel': {
      post: {
        operationId: 'cancelGameDay',
        summary:
          'Call a game day off; the calendar keeps it, with who did that',
        parameters: [{ $ref: '#/components/parameters/GameDayId' }],
        responses: {
          '200': {
            description: 'As it is in the calendar now',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/GameDay' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/standing/{cluster}/{kind}/{namespace}/{name}': {
      get: {
        operationId: 'getStandingDetails',
        summary:
          'One Schedule or Workflow with its nodes and what it started last',
        parameters: [
          { $ref: '#/components/parameters/StandingCluster' },
          { $ref: '#/components/parameters/StandingKind' },
          { $ref: '#/components/parameters/StandingNamespace' },
          { $ref: '#/components/parameters/StandingName' },
        ],
        responses: {
          '200': {
            description: 'It, as the cluster has it',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/StandingDetails' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
      delete: {
        operationId: 'deleteStanding',
        summary:
          'Delete it; what it started ends, and its faults are taken back',
        parameters: [
          { $ref: '#/components/parameters/StandingCluster' },
          { $ref: '#/components/parameters/StandingKind' },
          { $ref: '#/components/parameters/StandingNamespace' },
          { $ref: '#/components/parameters/StandingName' },
          {
            name: 'confirmation',
            in: 'query',
            allowReserved: true,
            required: true,
            description: 'Its name, typed by the one who deletes it.',
            schema: { type: 'string', maxLength: 253 },
          },
        ],
        responses: {
          '200': {
            description: 'It is being deleted',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Standing' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/standing/{cluster}/{kind}/{namespace}/{name}/pause': {
      post: {
        operationId: 'pauseStanding',
        summary: 'Start nothing by a Schedule until it is resumed',
        parameters: [
          { $ref: '#/components/parameters/StandingCluster' },
          { $ref: '#/components/parameters/StandingKind' },
          { $ref: '#/components/parameters/StandingNamespace' },
          { $ref: '#/components/parameters/StandingName' },
        ],
        responses: {
          '200': {
            description: 'The Schedule',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Standing' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/standing/{cluster}/{kind}/{namespace}/{name}/resume': {
      post: {
        operationId: 'resumeStanding',
        summary:
          'Let a paused Schedule start experiments again, or ask for it where another person has to approve it',
        parameters: [
          { $ref: '#/components/parameters/StandingCluster' },
          { $ref: '#/components/parameters/StandingKind' },
          { $ref: '#/components/parameters/StandingNamespace' },
          { $ref: '#/components/parameters/StandingName' },
        ],
        responses: {
          '200': {
            description: 'The Schedule, or that it awaits approval',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/StandingOutcome' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/standing/{cluster}/{kind}/{namespace}/{name}/run': {
      post: {
        operationId: 'runStanding',
        summary: 'Start now, once, what a Schedule starts, or a Workflow again',
        parameters: [
          { $ref: '#/components/parameters/StandingCluster' },
          { $ref: '#/components/parameters/StandingKind' },
          { $ref: '#/components/parameters/StandingNamespace' },
          { $ref: '#/components/parameters/StandingName' },
        ],
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: {
                type: 'object',
                required: ['confirmation'],
                additionalProperties: false,
                properties: {
                  confirmation: {
                    type: 'string',
                    maxLength: 253,
                    description:
                      'The name of the namespace that is hit, typed by the one who starts.',
                  },
                },
              },
            },
          },
        },
        responses: {
          '200': {
            description: 'What was started, or awaits approval',
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  properties: {
                    run: { $ref: '#/components/schemas/Run' },
                    standing: { $ref: '#/components/schemas/Standing' },
                    request: { $ref: '#/components/schemas/StandingRequest' },
                  },
                },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/standing-requests/{id}': {
      get: {
        operationId: 'getStandingRequest',
        summary:
          'What somebody asked to create, begin or resume, and what was decided',
        parameters: [{ $ref: '#/components/parameters/StandingRequestId' }],
        responses: {
          '200': {
            description: 'The request with what it is about',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/StandingRequestDetails' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/standing-requests/{id}/approve': {
      post: {
        operationId: 'approveStanding',
        summary: 'Do what another person asked for, if it still may be done',
        parameters: [{ $ref: '#/components/parameters/StandingRequestId' }],
        responses: {
          '200': {
            description: 'The request, whose object is in the cluster',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/StandingRequest' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/standing-requests/{id}/reject': {
      post: {
        operationId: 'rejectStanding',
        summary: 'Refuse what another person asked for',
        parameters: [{ $ref: '#/components/parameters/StandingRequestId' }],
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: {
                type: 'object',
                required: ['reason'],
                additionalProperties: false,
                properties: {
                  reason: { type: 'string', minLength: 1, maxLength: 500 },
                },
              },
            },
          },
        },
        responses: {
          '200': {
            description: 'The request, which is over',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/StandingRequest' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/standing-requests/{id}/withdraw': {
      post: {
        operationId: 'withdrawStanding',
        summary: 'Take back what one asked for oneself',
        parameters: [{ $ref: '#/components/parameters/StandingRequestId' }],
        responses: {
          '200': {
            description: 'The request, which is over',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/StandingRequest' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/halts': {
      post: {
        operationId: 'haltAll',
        summary: 'End every run, and start none until it is armed again',
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: {
                type: 'object',
                required: ['reason'],
                additionalProperties: false,
                properties: {
                  cluster: {
                    type: 'string',
                    minLength: 1,
                    maxLength: 128,
                    description: 'Only there. Default: everywhere.',
                  },
                  region: {
                    type: 'string',
                    minLength: 1,
                    maxLength: 128,
                    description:
                      'In all clusters of this region, of which each has an audit event of its own. Not together with a cluster.',
                  },
                  reason: { type: 'string', minLength: 1, maxLength: 500 },
                },
              },
            },
          },
        },
        responses: {
          '200': {
            description: 'The levers as they are now',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Halts' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
      delete: {
        operationId: 'arm',
        summary: 'Let experiments start again',
        parameters: [
          {
            name: 'cluster',
            in: 'query',
            allowReserved: true,
            description: 'Only there. Default: everywhere.',
            schema: { type: 'string', minLength: 1, maxLength: 128 },
          },
          {
            name: 'region',
            in: 'query',
            allowReserved: true,
            description:
              'In all clusters of this region, of which each has an audit event of its own. Not together with a cluster.',
            schema: { type: 'string', minLength: 1, maxLength: 128 },
          },
        ],
        responses: {
          '200': {
            description: 'The levers as they are now',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Halts' },
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
      RunId: {
        name: 'id',
        in: 'path',
        required: true,
        schema: { type: 'string', format: 'uuid' },
      },
      GameDayId: {
        name: 'id',
        in: 'path',
        required: true,
        schema: { type: 'string', format: 'uuid' },
      },
      StandingRequestId: {
        name: 'id',
        in: 'path',
        required: true,
        schema: { type: 'string', format: 'uuid' },
      },
      StandingCluster: {
        name: 'cluster',
        in: 'path',
        required: true,
        schema: { type: 'string', minLength: 1, maxLength: 128 },
      },
      StandingKind: {
        name: 'kind',
        in: 'path',
        required: true,
        schema: { type: 'string', enum: ['Schedule', 'Workflow'] },
      },
      StandingNamespace: {
        name: 'namespace',
        in: 'path',
        required: true,
        schema: { type: 'string', minLength: 1, maxLength: 63 },
      },
      StandingName: {
        name: 'name',
        in: 'path',
        required: true,
        schema: { type: 'string', minLength: 1, maxLength: 253 },
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
      ManifestText: {
        type: 'string',
        minLength: 1,
        maxLength: 65536,
        description: 'One object of Chaos Mesh as YAML or JSON.',
      },
      Halt: {
        type: 'object',
        description: 'A lever that was pulled.',
        required: ['at', 'by', 'reason'],
        properties: {
          at: { type: 'string', format: 'date-time' },
          by: {
            type: 'string',
            description:
              'The person: `user:default/olena`. Of one that was pulled in the cluster, whoever its lever says.',
          },
          reason: { type: 'string' },
          from: {
            type: 'string',
            enum: ['portal', 'cluster'],
            description:
              'Where it was pulled: in the portal, or at the lever of the cluster itself, as with kubectl.',
          },
        },
      },
      Lever: {
        type: 'object',
        description:
          'The lever of a cluster itself, which holds those who use kubectl.',
        required: ['state', 'object'],
        properties: {
          state: {
            type: 'string',
            enum: ['same', 'behind', 'absent', 'unknown'],
            description:
              '`same`: it says what the portal says. `behind`: it does not yet, and is set again every few seconds. `absent`: the cluster has none, so that kubectl is not held there. `unknown`: it could not be asked.',
          },
          object: {
            type: 'string',
            description: 'Its ConfigMap: `chaos-mesh/chaos-halt-lever`.',
          },
          reason: {
            type: 'string',
            description: 'Why it is behind or not known, and what to do.',
          },
        },
      },
      Halts: {
        type: 'object',
        required: ['clusters'],
        properties: {
          clusters: {
            type: 'array',
            items: {
              type: 'object',
              required: ['name'],
              properties: {
                name: { type: 'string' },
                halt: { $ref: '#/components/schemas/Halt' },
                lever: { $ref: '#/components/schemas/Lever' },
              },
            },
          },
        },
      },
      ChaosCluster: {
        type: 'object',
        required: ['name', 'title', 'region', 'state'],
        properties: {
          name: { type: 'string' },
          title: { type: 'string' },
          region: { type: 'string' },
          state: {
            type: 'string',
            enum: ['ready', 'absent', 'refused', 'silent'],
            description:
              '`ready`: it runs experiments. `absent`: Chaos Mesh is not installed. `refused`: the portal may not read experiments. `silent`: no answer.',
          },
          reason: {
            type: 'string',
            description: 'Why it is not ready, and what to do.',
          },
          since: {
            type: 'string',
            format: 'date-time',
            description: 'Since when it is silent.',
          },
          halt: { $ref: '#/components/schemas/Halt' },
          lever: { $ref: '#/components/schemas/Lever' },
          active: { type: 'integer', description: 'Runs that are not over.' },
        },
      },
      Policy: {
        type: 'object',
        description: 'The rules of the configuration for what may start.',
        required: [
          'kinds',
          'namespaces',
          'maxDurationSeconds',
          'maxPercentage',
          'maxActive',
          'freezes',
          'environments',
          'rate',
          'statusUrls',
        ],
        properties: {
          kinds: { type: 'array', items: { type: 'string' } },
          namespaces: { type: 'array', items: { type: 'string' } },
          maxDurationSeconds: { type: 'number' },
          maxPercentage: {
            type: 'number',
            description: 'Of the pods of a workload.',
          },
          maxActive: {
            type: 'integer',
            description: 'Runs of one person at the same time.',
          },
          environments: {
            type: 'array',
            description: 'What is narrower in some clusters and namespaces.',
            items: {
              type: 'object',
              required: ['name'],
              properties: {
                name: { type: 'string', description: '`production`.' },
                clusters: { type: 'array', items: { type: 'string' } },
                namespaces: { type: 'array', items: { type: 'string' } },
                kinds: { type: 'array', items: { type: 'string' } },
                maxDurationSeconds: { type: 'number' },
                maxPercentage: { type: 'number' },
              },
            },
          },
          rate: {
            type: 'object',
            description:
              'Starts within a stretch of time. Absent: as many as there are.',
            properties: {
              perPerson: { $ref: '#/components/schemas/Rate' },
              perTarget: { $ref: '#/components/schemas/Rate' },
            },
          },
          statusUrls: {
            type: 'array',
            description:
              'What StatusChecks may ask beside Services of the namespaces.',
            items: { type: 'string' },
          },
          freezes: {
            type: 'array',
            items: {
              type: 'object',
              required: ['from', 'to', 'reason'],
              properties: {
                from: { type: 'string', format: 'date-time' },
                to: { type: 'string', format: 'date-time' },
                reason: { type: 'string' },
                regions: { type: 'array', items: { type: 'string' } },
              },
            },
          },
          hours: {
            type: 'array',
            description:
              'When something may run; one of those for a place is enough.',
            items: {
              type: 'object',
              required: ['zone', 'from', 'to'],
              properties: {
                clusters: { type: 'array', items: { type: 'string' } },
                namespaces: { type: 'array', items: { type: 'string' } },
                zone: { type: 'string', description: 'Europe/Kyiv' },
                days: {
                  type: 'array',
                  description:
                    'Days of the week, 0 is Sunday. Absent: every day.',
                  items: { type: 'integer', minimum: 0, maximum: 6 },
                },
                from: { type: 'string', description: '`09:00`.' },
                to: { type: 'string', description: '`17:00`, or `24:00`.' },
              },
            },
          },
          approval: {
            type: 'array',
            description: 'Where another person has to approve a start.',
            items: {
              type: 'object',
              properties: {
                clusters: { type: 'array', items: { type: 'string' } },
                namespaces: { type: 'array', items: { type: 'string' } },
              },
            },
          },
          checks: { $ref: '#/components/schemas/CheckSources' },
        },
      },
      Rate: {
        type: 'object',
        description: 'How many starts there may be within a time.',
        required: ['starts', 'withinSeconds'],
        properties: {
          starts: { type: 'integer' },
          withinSeconds: { type: 'number' },
        },
      },
      CheckSources: {
        type: 'object',
        description: 'What the steady-state checks of experiments may ask.',
        required: ['origins', 'queries', 'prometheus'],
        properties: {
          origins: {
            type: 'array',
            description:
              'Where a check by HTTP may ask: `https://shop.example.com`.',
            items: { type: 'string' },
          },
          queries: {
            type: 'array',
            description: 'The queries that a check by SQL may name.',
            items: {
              type: 'object',
              required: ['name'],
              properties: {
                name: { type: 'string' },
                title: { type: 'string' },
              },
            },
          },
          prometheus: {
            type: 'boolean',
            description: 'Whether a check may ask Prometheus.',
          },
        },
      },
      Presets: {
        type: 'object',
        required: ['presets'],
        properties: {
          presets: {
            type: 'array',
            items: { $ref: '#/components/schemas/Preset' },
          },
          saved: { $ref: '#/components/schemas/Saved' },
          saveUrl: {
            type: 'string',
            description:
              'Where a new file is begun and proposed as a pull request, in the repository of the component; it takes `filename` and `value`. Absent where its host has no such page.',
          },
          saveTo: {
            type: 'object',
            description:
              "Where experiments on the component are kept. Absent where its sources are on no host with GitHub's API.",
            required: ['repoUrl', 'folder'],
            properties: {
              repoUrl: {
                type: 'string',
                description: 'As the scaffolder names a repository.',
              },
              folder: { type: 'string' },
            },
          },
        },
      },
      Preset: {
        type: 'object',
        required: ['id', 'kind', 'manifest'],
        properties: {
          id: {
            type: 'string',
            enum: [
              'pod-kill',
              'network-delay',
              'network-loss',
              'network-partition',
              'cpu-stress',
              'memory-stress',
              'http-delay',
              'http-abort',
              'pod-failure',
            ],
          },
          kind: { type: 'string' },
          manifest: { $ref: '#/components/schemas/ManifestText' },
        },
      },
      Saved: {
        type: 'object',
        description:
          'What is kept in the repository of the component. Absent where the catalog names no address of its sources.',
        required: ['presets', 'problems'],
        properties: {
          presets: {
            type: 'array',
            items: { $ref: '#/components/schemas/SavedPreset' },
          },
          problems: {
            type: 'array',
            items: { $ref: '#/components/schemas/SavedProblem' },
          },
          failure: {
            type: 'object',
            description:
              'The repository could not be read: what there is, is from before.',
            required: ['reason', 'since'],
            properties: {
              reason: { type: 'string' },
              since: { type: 'string', format: 'date-time' },
            },
          },
        },
      },
      SavedPreset: {
        type: 'object',
        description: 'An experiment, a Schedule or a Workflow in a repository.',
        required: ['id', 'name', 'kind', 'manifest', 'file', 'url'],
        properties: {
          id: { type: 'string', description: 'Its file, as `saved:<file>`.' },
          name: { type: 'string' },
          kind: { type: 'string' },
          manifest: { $ref: '#/components/schemas/ManifestText' },
          file: { type: 'string', description: 'Its path in the repository.' },
          url: { type: 'string' },
        },
      },
      SavedProblem: {
        type: 'object',
        description: 'A file that holds no experiment that could start.',
        required: ['file', 'url', 'message'],
        properties: {
          file: { type: 'string' },
          url: { type: 'string' },
          message: { type: 'string', description: 'What has to change.' },
        },
      },
      Finding: {
        type: 'object',
        description: 'A rule, and whether it lets the experiment start.',
        required: ['rule', 'ok', 'message'],
        properties: {
          rule: {
            type: 'string',
            enum: [
              'manifest',
              'cluster',
              'rights',
              'lever',
              'kind',
              'namespace',
              'environment',
              'duration',
              'freeze',
              'hours',
              'entity',
              'task',
              'targets',
              'percentage',
              'overlap',
              'rate',
              'schedule',
              'approval',
              'check',
            ],
          },
          ok: { type: 'boolean' },
          message: {
            type: 'string',
            description:
              'What was found and, where it is not ok, what to change.',
          },
          path: {
            type: 'string',
            description: 'Where in the manifest: `spec.duration`.',
          },
          says: {
            type: 'object',
            description:
              'What the message says, for those who tell it in another language; not there of messages that have no code.',
            required: ['code', 'values'],
            properties: {
              code: {
                type: 'string',
                description: 'Which text it is: `durationLong`.',
              },
              values: {
                type: 'object',
                description: 'What the text speaks of.',
                additionalProperties: false,
                properties: {
                  count: {
                    type: 'integer',
                    description: 'How many, by which words change their form.',
                  },
                  active: { type: 'string' },
                  allowed: { type: 'string' },
                  at: { type: 'string' },
                  by: { type: 'string' },
                  cluster: { type: 'string' },
                  component: { type: 'string' },
                  duration: { type: 'string' },
                  environment: { type: 'string' },
                  from: { type: 'string' },
                  hit: { type: 'string' },
                  hours: { type: 'string' },
                  key: { type: 'string' },
                  kind: { type: 'string' },
                  kinds: { type: 'string' },
                  limit: { type: 'string' },
                  most: { type: 'string' },
                  namespace: { type: 'string' },
                  namespaces: { type: 'string' },
                  percentage: { type: 'string' },
                  pods: { type: 'string' },
                  reason: { type: 'string' },
                  run: { type: 'string' },
                  to: { type: 'string' },
                  what: { type: 'string' },
                  workloads: { type: 'string' },
                },
              },
            },
          },
        },
      },
      Target: {
        type: 'object',
        description: 'A pod, and what has come of it.',
        required: ['namespace', 'name'],
        properties: {
          namespace: { type: 'string' },
          name: { type: 'string' },
          container: { type: 'string' },
          owner: {
            type: 'string',
            description: 'Its workload: `Deployment/payments`.',
          },
          entity: {
            type: 'string',
            description: 'The component: `component:default/payments`.',
          },
          node: { type: 'string' },
          phase: {
            type: 'string',
            enum: ['injected', 'not-injected'],
            description: 'Only of a run.',
          },
          events: {
            type: 'array',
            description: 'Only of a run.',
            items: {
              type: 'object',
              required: ['at', 'operation', 'ok'],
              properties: {
                at: { type: 'string', format: 'date-time' },
                operation: { type: 'string', enum: ['apply', 'recover'] },
                ok: { type: 'boolean' },
                message: { type: 'string' },
              },
            },
          },
        },
      },
      Preflight: {
        type: 'object',
        required: ['mayStart', 'findings', 'targets', 'dependents'],
        properties: {
          mayStart: { type: 'boolean' },
          findings: {
            type: 'array',
            items: { $ref: '#/components/schemas/Finding' },
          },
          manifest: {
            description: 'The object with what Chaos Mesh fills in, as YAML.',
            $ref: '#/components/schemas/ManifestText',
          },
          namespace: {
            type: 'string',
            description: 'What has to be typed to start.',
          },
          needsApproval: {
            type: 'boolean',
            description: 'Whether another person has to approve the start.',
          },
          standing: {
            type: 'string',
            enum: ['Schedule', 'Workflow'],
            description: 'Absent for an experiment, which is started as a run.',
          },
          nextRuns: {
            type: 'array',
            description:
              'When a Schedule would start experiments next, at most five times.',
            items: { type: 'string', format: 'date-time' },
          },
          candidates: {
            type: 'integer',
            description:
              'How many pods the selector means before the mode picks some.',
          },
          targets: {
            type: 'array',
            description:
              'The pods that may be hit. With a mode that picks at random these are all it may pick from.',
            items: { $ref: '#/components/schemas/Target' },
          },
          components: {
            type: 'array',
            description:
              'The components of those pods that the caller may see, and whose they are. Absent where none is known.',
            items: {
              type: 'object',
              required: ['entity', 'title', 'owners'],
              properties: {
                entity: { type: 'string' },
                title: { type: 'string' },
                owners: { $ref: '#/components/schemas/Owners' },
              },
            },
          },
          dependents: {
            type: 'array',
            description: 'What depends on what is hit, nearest first.',
            items: {
              type: 'object',
              required: ['title', 'knownBy'],
              properties: {
                entity: {
                  type: 'string',
                  description:
                    'Absent for a service that the catalog does not know.',
                },
                title: { type: 'string' },
                owners: { $ref: '#/components/schemas/Owners' },
                knownBy: {
                  type: 'array',
                  description:
                    'Who says so: the catalog, or the traces, in which it called within the last hour.',
                  items: { type: 'string', enum: ['catalog', 'traces'] },
                },
              },
            },
          },
          unreadCallers: {
            type: 'array',
            description:
              'Why the traces do not tell all who call what is hit: more may depend on it. Absent where they do.',
            items: { type: 'string' },
          },
          checks: {
            type: 'array',
            description:
              'The steady-state checks of the experiment, as they are now.',
            items: { $ref: '#/components/schemas/SteadyCheck' },
          },
        },
      },
      Owners: {
        type: 'array',
        description:
          'Groups and people, by the catalog: `group:default/team-orders`. Empty where it names none, absent for what it does not know.',
        items: { type: 'string' },
      },
      SteadyCheck: {
        type: 'object',
        description:
          'What has to hold before an experiment, while it is on and after it.',
        required: [
          'id',
          'type',
          'title',
          'unit',
          'limit',
          'comparator',
          'samples',
        ],
        properties: {
          id: { type: 'integer', description: 'Its place among the checks.' },
          type: {
            type: 'string',
            enum: ['http', 'sql', 'promql', 'latency', 'errors', 'rate'],
          },
          title: { type: 'string' },
          unit: {
            type: 'string',
            enum: ['ratio', 'ms', 'number', 'perSecond'],
          },
          limit: { type: 'number' },
          comparator: { type: 'string', enum: ['below', 'above'] },
          samples: {
            type: 'array',
            description: 'The oldest first.',
            items: { $ref: '#/components/schemas/Sample' },
          },
        },
      },
      ImpliedCheck: {
        type: 'object',
        description:
          'What `chaos.steadyState` asks of a service, and what it was.',
        required: ['service', 'role', 'measure', 'unit', 'limit', 'samples'],
        properties: {
          service: { type: 'string', description: 'Its name in traces.' },
          entity: {
            type: 'string',
            description: 'Absent where the catalog has none.',
          },
          role: { type: 'string', enum: ['target', 'caller'] },
          measure: { type: 'string', enum: ['errorRate', 'p95'] },
          unit: { type: 'string', enum: ['ratio', 'ms'] },
          limit: { type: 'number', description: 'It may be that much.' },
          samples: {
            type: 'array',
            description:
              'The oldest first: of five minutes before, and of the last minute at each moment since. Fewer than ten requests say nothing.',
            items: { $ref: '#/components/schemas/Sample' },
          },
        },
      },
      Sample: {
        type: 'object',
        required: ['at'],
        properties: {
          at: { type: 'string', format: 'date-time' },
          value: { type: 'number' },
          ok: {
            type: 'boolean',
            description: 'Absent where it could not be told.',
          },
          message: { type: 'string', description: 'What was wrong.' },
          scope: { $ref: '#/components/schemas/Scope' },
        },
      },
      Scope: {
        type: 'string',
        enum: [
          'region',
          'spans-without-region',
          'region-without-spans',
          'calls-without-region',
        ],
        description:
          'Where requests were counted, by `cloud.region` of their spans. `region`: in that of the run, and of its cluster. All else is of all regions together: the spans of the service name none, no span of any service names that one, or it is of who calls whom, which is not known by region. Absent of what counts no requests, where none came, and of what was seen before this was told apart.',
      },
      RunState: {
        type: 'string',
        enum: [
          'awaiting-approval',
          'starting',
          'injecting',
          'running',
          'paused',
          'recovering',
          'recovered',
          'not-recovered',
          'failed',
          'rejected',
        ],
        description:
          '`not-recovered`: it should be over, and faults are still on, or nothing shows that they are off; somebody has to look. `failed`: it never began. `rejected`: nobody approved it.',
      },
      Run: {
        type: 'object',
        required: [
          'id',
          'cluster',
          'region',
          'kind',
          'namespace',
          'name',
          'state',
          'startedAt',
          'entities',
          'targets',
        ],
        properties: {
          id: { type: 'string', format: 'uuid' },
          cluster: { type: 'string' },
          region: { type: 'string' },
          kind: { type: 'string' },
          action: { type: 'string', description: '`delay`, `pod-kill`.' },
          namespace: { type: 'string' },
          name: { type: 'string' },
          state: { $ref: '#/components/schemas/RunState' },
          startedBy: {
            type: 'string',
            description: 'Absent when it was started outside the portal.',
          },
          startedAt: { type: 'string', format: 'date-time' },
          injectedAt: {
            type: 'string',
            format: 'date-time',
            description: 'When the first of its faults was on.',
          },
          endedAt: {
            type: 'string',
            format: 'date-time',
            description: 'When all its faults were off.',
          },
          endsAt: {
            type: 'string',
            format: 'date-time',
            description: 'When its duration is over.',
          },
          approveBefore: {
            type: 'string',
            format: 'date-time',
            description: 'Only of one that awaits approval.',
          },
          durationSeconds: { type: 'number' },
          entities: { type: 'array', items: { type: 'string' } },
          targets: { type: 'integer', description: 'How many pods it hit.' },
          injected: {
            type: 'integer',
            description: 'In how many of them the fault is on.',
          },
          haltedBy: {
            type: 'string',
            description: 'A person',
            'or `system` when a check failed.': null,
          },
          haltReason: { type: 'string' },
          message: { type: 'string', description: 'What is wrong with it.' },
          outcome: { $ref: '#/components/schemas/Outcome' },
          parent: { $ref: '#/components/schemas/Parent' },
        },
      },
      Parent: {
        type: 'object',
        description:
          'The Schedule or the Workflow that started it, in the same cluster and namespace.',
        required: ['kind', 'name'],
        properties: {
          kind: { type: 'string', enum: ['Schedule', 'Workflow'] },
          name: { type: 'string' },
        },
      },
      Standing: {
        type: 'object',
        description: 'A Schedule or a Workflow as a cluster has it.',
        required: [
          'cluster',
          'region',
          'kind',
          'namespace',
          'name',
          'what',
          'paused',
          'deleting',
          'active',
          'nextRuns',
          'createdAt',
        ],
        properties: {
          cluster: { type: 'string' },
          region: { type: 'string' },
          kind: { type: 'string', enum: ['Schedule', 'Workflow'] },
          namespace: { type: 'string' },
          name: { type: 'string' },
          what: {
            type: 'array',
            description:
              'The kinds of experiments that it starts: `NetworkChaos delay`.',
            items: { type: 'string' },
          },
          schedule: { type: 'string', description: 'Cron: `0 3 * * 1`.' },
          nextRuns: {
            type: 'array',
            description: 'At most five; none while it is paused.',
            items: { type: 'string', format: 'date-time' },
          },
          lastRun: { type: 'string', format: 'date-time' },
          paused: { type: 'boolean' },
          deleting: { type: 'boolean' },
          active: {
            type: 'array',
            description: 'The names of what it started and is not over.',
            items: { type: 'string' },
          },
          phase: {
            type: 'string',
            enum: ['waiting', 'running', 'done', 'aborted'],
            description: 'Only of a Workflow.',
          },
          createdAt: { type: 'string', format: 'date-time' },
          endedAt: { type: 'string', format: 'date-time' },
          startedBy: {
            type: 'string',
            description: 'Absent when it was made outside the portal.',
          },
          approvedBy: {
            type: 'string',
            description: 'Only where another person had to approve it.',
          },
          parent: { $ref: '#/components/schemas/Parent' },
        },
      },
      StandingRequest: {
        type: 'object',
        description:
          'A Schedule or a Workflow that another person has to approve before it is touched.',
        required: [
          'id',
          'action',
          'cluster',
          'kind',
          'namespace',
          'name',
          'state',
          'askedBy',
          'askedAt',
          'approveBefore',
        ],
        properties: {
          id: { type: 'string', format: 'uuid' },
          action: {
            type: 'string',
            enum: ['create', 'resume'],
            description:
              'To create a Schedule or begin a Workflow, or to resume a Schedule.',
          },
          cluster: { type: 'string' },
          kind: { type: 'string', enum: ['Schedule', 'Workflow'] },
          namespace: { type: 'string' },
          name: { type: 'string' },
          state: {
            type: 'string',
            enum: ['waiting', 'approved', 'rejected', 'withdrawn', 'expired'],
          },
          askedBy: { type: 'string', description: '`user:default/taras`.' },
          askedAt: { type: 'string', format: 'date-time' },
          approveBefore: { type: 'string', format: 'date-time' },
          decidedBy: {
            type: 'string',
            description: 'Absent while it waits and when it lapsed.',
          },
          decidedAt: { type: 'string', format: 'date-time' },
          reason: { type: 'string', description: 'Why it was rejected.' },
        },
      },
      StandingRequestDetails: {
        type: 'object',
        required: ['request', 'manifest', 'entities', 'targets'],
        properties: {
          request: { $ref: '#/components/schemas/StandingRequest' },
          manifest: {
            description:
              'What was asked for, as YAML with what Chaos Mesh fills in.',
            $ref: '#/components/schemas/ManifestText',
          },
          entities: {
            type: 'array',
            description:
              'The components that it would hit, as of when it was asked for.',
            items: { type: 'string' },
          },
          nextRuns: {
            type: 'array',
            description:
              'When a Schedule would start experiments next, at most five times.',
            items: { type: 'string', format: 'date-time' },
          },
          targets: {
            type: 'array',
            description:
              'The pods that it would hit, as of when it was asked for.',
            items: { $ref: '#/components/schemas/Target' },
          },
        },
      },
      StandingOutcome: {
        type: 'object',
        description: 'One of the two.',
        properties: {
          standing: { $ref: '#/components/schemas/Standing' },
          request: { $ref: '#/components/schemas/StandingRequest' },
        },
      },
      StandingNode: {
        type: 'object',
        description: 'A step of a Workflow.',
        required: ['name', 'template', 'type', 'phase'],
        properties: {
          name: { type: 'string' },
          template: { type: 'string' },
          type: {
            type: 'string',
            description: '`Serial`, `Suspend`, `NetworkChaos`.',
          },
          parent: {
            type: 'string',
            description: 'The name of the node that it is in.',
          },
          phase: {
            type: 'string',
            enum: ['waiting', 'running', 'done', 'aborted'],
          },
          startedAt: { type: 'string', format: 'date-time' },
          endsAt: {
            type: 'string',
            format: 'date-time',
            description: 'Its deadline.',
          },
          endedAt: { type: 'string', format: 'date-time' },
          reason: { type: 'string' },
          task: { $ref: '#/components/schemas/StandingTask' },
        },
      },
      StandingTask: {
        type: 'object',
        description: 'What came of a step that is a `Task`.',
        required: ['branches'],
        properties: {
          exitCode: {
            type: 'integer',
            description: 'Of its container; absent until it has ended.',
          },
          branches: {
            type: 'array',
            items: {
              type: 'object',
              required: ['target'],
              properties: {
                target: {
                  type: 'string',
                  description: 'The template that would begin.',
                },
                taken: {
                  type: 'boolean',
                  description: 'Absent until it is decided.',
                },
              },
            },
          },
        },
      },
      StandingDetails: {
        type: 'object',
        required: ['item', 'manifest', 'nodes', 'runs'],
        properties: {
          item: { $ref: '#/components/schemas/Standing' },
          manifest: { type: 'string' },
          nodes: {
            type: 'array',
            description:
              'Only of a Workflow, in the order in which they began.',
            items: { $ref: '#/components/schemas/StandingNode' },
          },
          runs: {
            type: 'array',
            description: 'The last runs that it started.',
            items: { $ref: '#/components/schemas/Run' },
          },
        },
      },
      Outcome: { type: 'string', enum: ['passed', 'failed', 'inconclusive'] },
      Score: {
        type: 'object',
        description:
          'How often the platform held when a component was hit, of the runs that were over in a stretch of time. Runs that never began do not count.',
        required: [
          'entity',
          'windowSeconds',
          'from',
          'to',
          'passed',
          'failed',
          'inconclusive',
          'unjudged',
          'points',
        ],
        properties: {
          entity: { type: 'string' },
          score: {
            type: 'number',
            minimum: 0,
            maximum: 1,
            description:
              '`passed / (passed + failed)`. Absent where there is neither: nothing is known then.',
          },
          windowSeconds: {
            type: 'number',
            description: 'How long the stretch is.',
          },
          from: { type: 'string', format: 'date-time' },
          to: { type: 'string', format: 'date-time' },
          passed: { type: 'integer' },
          failed: { type: 'integer' },
          inconclusive: { type: 'integer', description: 'Never in the score.' },
          unjudged: {
            type: 'integer',
            description: 'Runs without a verdict, never in the score.',
          },
          points: {
            type: 'array',
            description:
              'The score as it was a week before and so on, the oldest first; the last one is that of `to`.',
            items: { $ref: '#/components/schemas/ScorePoint' },
          },
        },
      },
      ScorePoint: {
        type: 'object',
        description: 'The score of the stretch of time that ends at a moment.',
        required: ['at', 'passed', 'failed'],
        properties: {
          at: { type: 'string', format: 'date-time' },
          score: { type: 'number', minimum: 0, maximum: 1 },
          passed: { type: 'integer' },
          failed: { type: 'integer' },
        },
      },
      Check: {
        type: 'object',
        description: 'A hypothesis about one service, with its numbers.',
        required: ['service', 'measure', 'unit', 'limit', 'ok', 'role'],
        properties: {
          service: { type: 'string' },
          entity: { type: 'string' },
          role: {
            type: 'string',
            enum: ['target', 'caller', 'check'],
            description:
              '`check`: a steady-state check of the experiment, with the worst value while the fault was on, and the last ones before and after.',
          },
          knownBy: {
            type: 'array',
            description:
              'Of a caller, how it is known that it calls what was hit: the catalog says so, or the traces of that time do.',
            items: { type: 'string', enum: ['catalog', 'traces'] },
          },
          scope: { $ref: '#/components/schemas/Scope' },
          measure: {
            type: 'string',
            enum: [
              'errorRate',
              'p95',
              'http',
              'sql',
              'promql',
              'latency',
              'errors',
              'rate',
            ],
          },
          unit: {
            type: 'string',
            enum: ['ratio', 'ms', 'number', 'perSecond'],
          },
          limit: { type: 'number' },
          comparator: {
            type: 'string',
            enum: ['below', 'above'],
            description:
              'On which side of the limit it has to be. Absent: below.',
          },
          before: { type: 'number' },
          during: { type: 'number' },
          after: { type: 'number' },
          requests: {
            type: 'object',
            description: 'How many requests the numbers stand on.',
            required: ['before', 'during', 'after'],
            properties: {
              before: { type: 'number' },
              during: { type: 'number' },
              after: { type: 'number' },
            },
          },
          samples: {
            type: 'object',
            description: 'How often a steady-state check looked.',
            required: ['before', 'during', 'after'],
            properties: {
              before: { type: 'integer' },
              during: { type: 'integer' },
              after: { type: 'integer' },
            },
          },
          message: {
            type: 'string',
            description: 'What was wrong beside the number.',
          },
          ok: { type: 'boolean' },
        },
      },
      Verdict: {
        type: 'object',
        required: ['outcome', 'reason', 'checks', 'at'],
        properties: {
          outcome: { $ref: '#/components/schemas/Outcome' },
          reason: { type: 'string' },
          at: { type: 'string', format: 'date-time' },
          timeToDetectMs: {
            type: 'number',
            minimum: 0,
            description:
              'In milliseconds, from when every fault was on to the first sample of what is watched that is past its limit. What was past it before the fault does not count. Absent where no sample was, and in verdicts from before it was kept.',
          },
          timeToRecoverMs: {
            type: 'number',
            minimum: 0,
            description:
              'In milliseconds, from when the faults began to be taken back to the first sample, once the last fault was off, from which on all that is watched stayed within its limits. Absent while that is not known, as without samples after the end, and where it did not recover.',
          },
          requestsLost: {
            type: 'integer',
            minimum: 0,
            description:
              'Failed requests of the services that were hit while the fault was on, beyond those that would have failed at the rate of before. Of two that were hit, the one that calls the other counts, so no request counts twice. Absent with too few requests before or during.',
          },
          checks: {
            type: 'array',
            items: { $ref: '#/components/schemas/Check' },
          },
        },
      },
      RunDetails: {
        type: 'object',
        required: ['run', 'targets', 'events', 'manifest'],
        properties: {
          run: { $ref: '#/components/schemas/Run' },
          targets: {
            type: 'array',
            items: { $ref: '#/components/schemas/Target' },
          },
          events: {
            type: 'array',
            description: 'What happened, the oldest first.',
            items: {
              type: 'object',
              required: ['at', 'type'],
              properties: {
                at: { type: 'string', format: 'date-time' },
                type: {
                  type: 'string',
                  enum: [
                    'requested',
                    'approved',
                    'rejected',
                    'expired',
                    'started',
                    'adopted',
                    'injected',
                    'paused',
                    'resumed',
                    'halted',
                    'recovered',
                    'not-recovered',
                    'gone',
                    'failed',
                    'verdict',
                  ],
                },
                by: { type: 'string' },
                message: { type: 'string' },
              },
            },
          },
          manifest: { $ref: '#/components/schemas/ManifestText' },
          checks: {
            type: 'array',
            description:
              'The steady-state checks of the experiment, with what was seen.',
            items: { $ref: '#/components/schemas/SteadyCheck' },
          },
          implied: {
            type: 'array',
            description:
              'What the verdict is going to stand on beside them: of each service that is hit or calls one that is, with what was seen of it so far.',
            items: { $ref: '#/components/schemas/ImpliedCheck' },
          },
          verdict: { $ref: '#/components/schemas/Verdict' },
        },
      },
      Calendar: {
        type: 'object',
        required: [
          'from',
          'to',
          'planned',
          'often',
          'closed',
          'freezes',
          'runs',
          'hasMoreRuns',
          'workflows',
          'gameDays',
          'hasMoreGameDays',
          'silent',
        ],
        properties: {
          from: { type: 'string', format: 'date-time' },
          to: { type: 'string', format: 'date-time' },
          planned: {
            type: 'array',
            description:
              'What Schedules start from now on, the earliest first.',
            items: { $ref: '#/components/schemas/PlannedRun' },
          },
          often: {
            type: 'array',
            description:
              'Schedules that start more than is listed, with until when it is.',
            items: {
              type: 'object',
              required: ['cluster', 'namespace', 'name', 'until'],
              properties: {
                cluster: { type: 'string' },
                namespace: { type: 'string' },
                name: { type: 'string' },
                until: { type: 'string', format: 'date-time' },
              },
            },
          },
          closed: {
            type: 'array',
            description:
              'When nothing may run in clusters, whatever it reaches of the namespaces that may be hit.',
            items: {
              type: 'object',
              required: ['clusters', 'from', 'to'],
              properties: {
                clusters: { type: 'array', items: { type: 'string' } },
                from: { type: 'string', format: 'date-time' },
                to: { type: 'string', format: 'date-time' },
              },
            },
          },
          freezes: {
            type: 'array',
            items: {
              type: 'object',
              required: ['from', 'to', 'reason'],
              properties: {
                from: { type: 'string', format: 'date-time' },
                to: { type: 'string', format: 'date-time' },
                reason: { type: 'string' },
                regions: {
                  type: 'array',
                  items: { type: 'string' },
                  description: 'All of them where it is absent.',
                },
              },
            },
          },
          runs: {
            type: 'array',
            description: 'What began, the newest first.',
            items: { $ref: '#/components/schemas/CalendarRun' },
          },
          hasMoreRuns: {
            type: 'boolean',
            description: 'Whether more began, before those that are listed.',
          },
          workflows: {
            type: 'array',
            description:
              'Workflows that began then, and are in the clusters still.',
            items: { $ref: '#/components/schemas/Standing' },
          },
          gameDays: {
            type: 'array',
            description:
              'What people plan to break together, the earliest first.',
            items: { $ref: '#/components/schemas/GameDay' },
          },
          hasMoreGameDays: {
            type: 'boolean',
            description: 'Whether more begin, after those that are listed.',
          },
          silent: {
            type: 'array',
            description:
              'Clusters whose Schedules and Workflows are not known now.',
            items: { $ref: '#/components/schemas/SilentCluster' },
          },
        },
      },
      GameDayPlan: {
        type: 'object',
        required: ['title', 'at', 'cluster', 'namespace', 'people'],
        additionalProperties: false,
        properties: {
          title: { type: 'string', minLength: 1, maxLength: 120 },
          at: {
            type: 'string',
            format: 'date-time',
            description: 'When it begins, which is yet to come.',
          },
          cluster: { type: 'string', minLength: 1, maxLength: 128 },
          namespace: {
            type: 'string',
            minLength: 1,
            maxLength: 63,
            description: 'One of those that may be hit.',
          },
          entity: {
            type: 'string',
            minLength: 1,
            maxLength: 512,
            description: 'What is to be hit: `component:default/payments`.',
          },
          preset: {
            type: 'string',
            minLength: 1,
            maxLength: 512,
            description:
              'The experiment to begin with, as its form has it in its link.',
          },
          workflow: {
            type: 'string',
            minLength: 1,
            maxLength: 253,
            description:
              'The Workflow of the cluster and namespace to begin with, in place of an experiment.',
          },
          people: {
            type: 'array',
            maxItems: 50,
            description:
              'Who takes part: `user:default/olena`, `group:default/team-orders`.',
            items: { type: 'string', minLength: 1, maxLength: 512 },
          },
          notes: { type: 'string', maxLength: 4000 },
        },
      },
      GameDay: {
        type: 'object',
        description:
          'What people plan to break together. A person starts it when its time has come.',
        required: [
          'id',
          'title',
          'at',
          'cluster',
          'region',
          'namespace',
          'people',
          'plannedBy',
          'plannedAt',
        ],
        properties: {
          id: { type: 'string', format: 'uuid' },
          title: { type: 'string' },
          at: { type: 'string', format: 'date-time' },
          cluster: { type: 'string' },
          region: {
            type: 'string',
            description:
              'Of the cluster, or its name where it is not configured any more.',
          },
          namespace: { type: 'string' },
          entity: { type: 'string' },
          preset: { type: 'string' },
          workflow: { type: 'string' },
          people: { type: 'array', items: { type: 'string' } },
          notes: { type: 'string' },
          plannedBy: { type: 'string' },
          plannedAt: {
            type: 'string',
            format: 'date-time',
            description: 'When it was last changed.',
          },
          cancelled: {
            type: 'object',
            required: ['by', 'at'],
            properties: {
              by: { type: 'string' },
              at: { type: 'string', format: 'date-time' },
            },
          },
        },
      },
      PlannedRun: {
        type: 'object',
        description: 'What a Schedule starts at a time to come.',
        required: ['cluster', 'region', 'namespace', 'name', 'what', 'at'],
        properties: {
          cluster: { type: 'string' },
          region: { type: 'string' },
          namespace: { type: 'string' },
          name: { type: 'string', description: 'That of the Schedule.' },
          what: { type: 'array', items: { type: 'string' } },
          at: { type: 'string', format: 'date-time' },
          refusal: {
            type: 'object',
            description: 'Why it does not run.',
            required: ['by', 'reason'],
            properties: {
              by: {
                type: 'string',
                enum: ['freeze', 'hours', 'paused'],
                description:
                  '`paused`: its Schedule will have been paused by a freeze or the hours before, and nobody has resumed it.',
              },
              reason: { type: 'string' },
            },
          },
        },
      },
      CalendarRun: {
        type: 'object',
        description: 'A run in short.',
        required: [
          'id',
          'cluster',
          'kind',
          'namespace',
          'name',
          'state',
          'startedAt',
        ],
        properties: {
          id: { type: 'string', format: 'uuid' },
          cluster: { type: 'string' },
          kind: { type: 'string' },
          action: { type: 'string' },
          namespace: { type: 'string' },
          name: { type: 'string' },
          state: { $ref: '#/components/schemas/RunState' },
          startedAt: { type: 'string', format: 'date-time' },
          endedAt: { type: 'string', format: 'date-time' },
          outcome: {
            type: 'string',
            enum: ['passed', 'failed', 'inconclusive'],
          },
        },
      },
      SilentCluster: {
        type: 'object',
        required: ['name', 'reason'],
        properties: {
          name: { type: 'string' },
          reason: { type: 'string' },
          since: { type: 'string', format: 'date-time' },
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
