// Generated from openapi.yaml by "yarn generate:openapi": change that, not this.

import { createValidatedOpenApiRouterFromGeneratedEndpointMap } from '@backstage/backend-openapi-utils';
import { type paths } from '@shop-platform/backstage-plugin-regions-common';

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
  '#get|/': Endpoint<paths['/']['get']>;
  '#get|/{name}': Endpoint<paths['/{name}']['get']>;
  '#get|/entities/{kind}/{namespace}/{name}': Endpoint<
    paths['/entities/{kind}/{namespace}/{name}']['get']
  >;
};

export const spec = {
  openapi: '3.1.0',
  info: {
    title: 'regions',
    version: '1',
    description:
      'The regions that a platform runs in: what is read of each, how old that is, and a verdict with the rule that made it. What did not answer is `unknown`, with since when and why; it never reads as zero or as healthy.',
    license: {
      name: 'Apache-2.0',
      url: 'https://www.apache.org/licenses/LICENSE-2.0',
    },
  },
  servers: [{ url: '/' }],
  paths: {
    '/': {
      get: {
        operationId: 'getRegions',
        summary: 'All configured regions, as last read',
        responses: {
          '200': {
            description: 'The regions, in the order of the configuration',
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  required: ['regions'],
                  properties: {
                    regions: {
                      type: 'array',
                      items: { $ref: '#/components/schemas/Region' },
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
    '/{name}': {
      get: {
        operationId: 'getRegion',
        summary: 'One region, with every workload of its clusters',
        parameters: [{ $ref: '#/components/parameters/RegionName' }],
        responses: {
          '200': {
            description: 'The region',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Region' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/entities/{kind}/{namespace}/{name}': {
      get: {
        operationId: 'getEntityRegions',
        summary: 'Where an entity runs',
        description:
          'The workloads that the annotations `backstage.io/kubernetes-id` or `backstage.io/kubernetes-label-selector` of the entity mean, region by region.',
        parameters: [
          {
            name: 'kind',
            in: 'path',
            required: true,
            schema: { type: 'string', minLength: 1, maxLength: 128 },
          },
          {
            name: 'namespace',
            in: 'path',
            required: true,
            schema: { type: 'string', minLength: 1, maxLength: 128 },
          },
          {
            name: 'name',
            in: 'path',
            required: true,
            schema: { type: 'string', minLength: 1, maxLength: 128 },
          },
        ],
        responses: {
          '200': {
            description: 'The regions, those in which it does not run included',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/EntityRegions' },
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
      RegionName: {
        name: 'name',
        in: 'path',
        required: true,
        description: 'The name of a region in the configuration.',
        schema: { type: 'string', minLength: 1, maxLength: 128 },
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
      Level: {
        type: 'string',
        enum: ['healthy', 'degraded', 'down', 'unknown'],
      },
      Known: {
        type: 'object',
        description: 'A reading that was answered.',
        required: ['state', 'at'],
        properties: {
          state: { type: 'string', const: 'known' },
          at: {
            type: 'string',
            format: 'date-time',
            description: 'When it was read.',
          },
        },
      },
      Unknown: {
        type: 'object',
        description: 'What should be read, and did not answer.',
        required: ['state', 'since', 'reason'],
        properties: {
          state: { type: 'string', const: 'unknown' },
          since: {
            type: 'string',
            format: 'date-time',
            description:
              'When it was first found silent, after its last answer.',
          },
          reason: { type: 'string' },
        },
      },
      Absent: {
        type: 'object',
        description:
          'What is not read, because nothing is configured for it or its source cannot tell.',
        required: ['state', 'reason'],
        properties: {
          state: { type: 'string', const: 'absent' },
          reason: { type: 'string' },
        },
      },
      Workload: {
        type: 'object',
        description: 'A Deployment.',
        required: ['namespace', 'name', 'podsReady', 'podsDesired', 'images'],
        properties: {
          namespace: { type: 'string' },
          name: { type: 'string' },
          podsReady: { type: 'integer' },
          podsDesired: { type: 'integer' },
          images: { type: 'array', items: { type: 'string' } },
        },
      },
      Workloads: {
        type: 'object',
        description:
          'The Deployments of a cluster, or those of an entity in it.',
        required: [
          'workloadsReady',
          'workloadsTotal',
          'podsReady',
          'podsDesired',
          'restartsLastHour',
          'notReady',
        ],
        properties: {
          workloadsReady: {
            type: 'integer',
            description: 'Those that have all the pods they want.',
          },
          workloadsTotal: { type: 'integer' },
          podsReady: { type: 'integer' },
          podsDesired: { type: 'integer' },
          restartsLastHour: {
            type: 'integer',
            description:
              'Restarts of containers, those of pods that are gone included.',
          },
          notReady: {
            type: 'array',
            description:
              'Workloads that lack pods, those that lack most first; 20 at most.',
            items: { $ref: '#/components/schemas/Workload' },
          },
          items: {
            type: 'array',
            description: 'All workloads; not in the list of regions.',
            items: { $ref: '#/components/schemas/Workload' },
          },
        },
      },
      WorkloadsReading: {
        oneOf: [
          {
            allOf: [
              { $ref: '#/components/schemas/Known' },
              {
                type: 'object',
                required: ['value'],
                properties: {
                  value: { $ref: '#/components/schemas/Workloads' },
                },
              },
            ],
          },
          { $ref: '#/components/schemas/Unknown' },
          { $ref: '#/components/schemas/Absent' },
        ],
      },
      Gateway: {
        type: 'object',
        description:
          "What came of a GET of the health URL of the region's gateway.",
        required: ['ok', 'latencyMs', 'answer'],
        properties: {
          ok: {
            type: 'boolean',
            description: 'Whether it answered with a status of 200 to 399.',
          },
          latencyMs: { type: 'number' },
          answer: {
            type: 'string',
            description: '`HTTP 200`, or `connection refused`.',
          },
        },
      },
      GatewayReading: {
        oneOf: [
          {
            allOf: [
              { $ref: '#/components/schemas/Known' },
              {
                type: 'object',
                required: ['value'],
                properties: { value: { $ref: '#/components/schemas/Gateway' } },
              },
            ],
          },
          { $ref: '#/components/schemas/Unknown' },
          { $ref: '#/components/schemas/Absent' },
        ],
      },
      Traffic: {
        type: 'object',
        description:
          'The requests that services in the region answered, by their spans.',
        required: ['windowSeconds', 'requests', 'errors'],
        properties: {
          windowSeconds: { type: 'integer' },
          requests: { type: 'integer' },
          errors: { type: 'integer' },
          errorRate: {
            type: 'number',
            description: 'Errors by requests; absent when there were none.',
          },
          p95Ms: { type: 'number', description: 'The highest of all sources.' },
        },
      },
      TrafficReading: {
        oneOf: [
          {
            allOf: [
              { $ref: '#/components/schemas/Known' },
              {
                type: 'object',
                required: ['value'],
                properties: { value: { $ref: '#/components/schemas/Traffic' } },
              },
            ],
          },
          { $ref: '#/components/schemas/Unknown' },
          { $ref: '#/components/schemas/Absent' },
        ],
      },
      Database: {
        type: 'object',
        required: ['role'],
        properties: {
          role: { type: 'string', enum: ['primary', 'replica'] },
          replicas: {
            type: 'integer',
            description: 'How many receive what this primary writes.',
          },
          receiving: {
            type: 'boolean',
            description: 'Whether this replica is connected to its primary.',
          },
          lagSeconds: {
            type: 'number',
            description: 'How far this replica is behind.',
          },
        },
      },
      DatabaseReading: {
        oneOf: [
          {
            allOf: [
              { $ref: '#/components/schemas/Known' },
              {
                type: 'object',
                required: ['value'],
                properties: {
                  value: { $ref: '#/components/schemas/Database' },
                },
              },
            ],
          },
          { $ref: '#/components/schemas/Unknown' },
          { $ref: '#/components/schemas/Absent' },
        ],
      },
      Rule: {
        type: 'string',
        description:
          'What decides a level; docs/plugins/regions.md has them as a table.',
        enum: [
          'gateway-fails',
          'gateway-silent',
          'gateway-slow',
          'cluster-silent',
          'nothing-ready',
          'pods-missing',
          'restarts',
          'mostly-errors',
          'errors',
          'slow',
          'traffic-unknown',
          'database-silent',
          'database-role',
          'replication-stopped',
          'replication-lag',
          'nothing-watched',
          'all-well',
        ],
      },
      Finding: {
        type: 'object',
        description: 'What one rule found.',
        required: ['rule', 'level', 'text'],
        properties: {
          rule: { $ref: '#/components/schemas/Rule' },
          level: { $ref: '#/components/schemas/Level' },
          subject: {
            type: 'string',
            description: 'What it is about, by name.',
          },
          measured: { type: 'number' },
          limit: { type: 'number' },
          since: {
            type: 'string',
            format: 'date-time',
            description: 'Since when there is no answer.',
          },
          text: {
            type: 'string',
            description: 'The finding as a sentence in English.',
          },
        },
      },
      Verdict: {
        type: 'object',
        required: ['level', 'since', 'findings'],
        properties: {
          level: { $ref: '#/components/schemas/Level' },
          since: {
            type: 'string',
            format: 'date-time',
            description:
              'When the level was first found, by this process of the back end.',
          },
          findings: {
            type: 'array',
            minItems: 1,
            description:
              'What the rules found, the worst first. The first one made the verdict.',
            items: { $ref: '#/components/schemas/Finding' },
          },
        },
      },
      Cluster: {
        type: 'object',
        required: ['name', 'title', 'workloads'],
        properties: {
          name: { type: 'string' },
          title: { type: 'string' },
          workloads: { $ref: '#/components/schemas/WorkloadsReading' },
        },
      },
      Region: {
        type: 'object',
        required: [
          'name',
          'title',
          'verdict',
          'clusters',
          'gateway',
          'traffic',
          'database',
        ],
        properties: {
          name: { type: 'string' },
          title: { type: 'string' },
          role: { type: 'string', enum: ['primary', 'secondary'] },
          location: {
            type: 'object',
            required: ['latitude', 'longitude'],
            properties: {
              latitude: { type: 'number' },
              longitude: { type: 'number' },
            },
          },
          verdict: { $ref: '#/components/schemas/Verdict' },
          clusters: {
            type: 'array',
            items: { $ref: '#/components/schemas/Cluster' },
          },
          gateway: { $ref: '#/components/schemas/GatewayReading' },
          traffic: { $ref: '#/components/schemas/TrafficReading' },
          database: { $ref: '#/components/schemas/DatabaseReading' },
        },
      },
      EntityRegions: {
        type: 'object',
        required: ['selector', 'regions'],
        properties: {
          selector: {
            type: 'string',
            description: 'The labels that its workloads have.',
          },
          namespace: {
            type: 'string',
            description: 'The only namespace that is looked in.',
          },
          regions: {
            type: 'array',
            items: { $ref: '#/components/schemas/EntityRegion' },
          },
        },
      },
      EntityRegion: {
        type: 'object',
        required: ['name', 'title', 'clusters'],
        properties: {
          name: { type: 'string' },
          title: { type: 'string' },
          level: {
            description:
              "How the entity's workloads are there; absent when it has none there.",
            $ref: '#/components/schemas/Level',
          },
          clusters: {
            type: 'array',
            items: { $ref: '#/components/schemas/Cluster' },
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
