// Generated from openapi.yaml by "yarn generate:openapi": change that, not this.

import { createValidatedOpenApiRouterFromGeneratedEndpointMap } from '@backstage/backend-openapi-utils';
import { type paths } from '@shop-platform/backstage-plugin-traces-common';

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
  '#get|/sources': Endpoint<paths['/sources']['get']>;
  '#get|/services': Endpoint<paths['/services']['get']>;
  '#get|/operations': Endpoint<paths['/operations']['get']>;
  '#get|/search': Endpoint<paths['/search']['get']>;
  '#get|/traces/{traceId}': Endpoint<paths['/traces/{traceId}']['get']>;
  '#get|/red': Endpoint<paths['/red']['get']>;
  '#get|/red-by-resource': Endpoint<paths['/red-by-resource']['get']>;
  '#get|/runtime': Endpoint<paths['/runtime']['get']>;
  '#get|/edges': Endpoint<paths['/edges']['get']>;
};

export const spec = {
  openapi: '3.1.0',
  info: {
    title: 'traces',
    version: '1',
    description:
      "Traces out of one or several sources (ClickHouse, Jaeger), for those who may read the services they belong to. A source that did not answer is named in `sources`; the others' answers stand.",
    license: {
      name: 'Apache-2.0',
      url: 'https://www.apache.org/licenses/LICENSE-2.0',
    },
  },
  servers: [{ url: '/' }],
  paths: {
    '/sources': {
      get: {
        operationId: 'getSources',
        summary:
          'The configured sources of traces and what each of them can answer',
        responses: {
          '200': {
            description: 'The sources',
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  required: ['sources'],
                  properties: {
                    sources: {
                      type: 'array',
                      items: { $ref: '#/components/schemas/Source' },
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
    '/services': {
      get: {
        operationId: 'getServices',
        summary: 'The services that sent spans in a window of time',
        parameters: [
          { $ref: '#/components/parameters/From' },
          { $ref: '#/components/parameters/To' },
          { $ref: '#/components/parameters/SourceFilter' },
        ],
        responses: {
          '200': {
            description: 'The services that the caller may read, by name',
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  required: ['services', 'sources'],
                  properties: {
                    services: {
                      type: 'array',
                      items: { $ref: '#/components/schemas/Service' },
                    },
                    sources: { $ref: '#/components/schemas/SourceAnswers' },
                  },
                },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/operations': {
      get: {
        operationId: 'getOperations',
        summary: 'The operations (span names) of a service in a window of time',
        parameters: [
          { $ref: '#/components/parameters/Service' },
          { $ref: '#/components/parameters/From' },
          { $ref: '#/components/parameters/To' },
          { $ref: '#/components/parameters/SourceFilter' },
        ],
        responses: {
          '200': {
            description: 'The operations, by name',
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  required: ['operations', 'sources'],
                  properties: {
                    operations: {
                      type: 'array',
                      items: { $ref: '#/components/schemas/Operation' },
                    },
                    sources: { $ref: '#/components/schemas/SourceAnswers' },
                  },
                },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/search': {
      get: {
        operationId: 'searchTraces',
        summary: 'Summaries of the newest traces that match',
        description:
          'A trace matches when one of its spans meets all conditions and starts in the window. The newest match comes first.',
        parameters: [
          { $ref: '#/components/parameters/From' },
          { $ref: '#/components/parameters/To' },
          {
            name: 'service',
            in: 'query',
            allowReserved: true,
            description:
              "OpenTelemetry's `service.name`. Without it, every service that the caller may read.",
            schema: { type: 'string', minLength: 1, maxLength: 512 },
          },
          {
            name: 'operation',
            in: 'query',
            allowReserved: true,
            description: 'The name of the span.',
            schema: { type: 'string', minLength: 1, maxLength: 1024 },
          },
          {
            name: 'errors',
            in: 'query',
            allowReserved: true,
            description: 'Only spans whose status is an error.',
            schema: { type: 'boolean' },
          },
          {
            name: 'minDurationMs',
            in: 'query',
            allowReserved: true,
            description: 'The shortest duration of the span, in milliseconds.',
            schema: { type: 'number', minimum: 0, maximum: 9007199254 },
          },
          {
            name: 'maxDurationMs',
            in: 'query',
            allowReserved: true,
            description: 'The longest duration of the span, in milliseconds.',
            schema: { type: 'number', minimum: 0, maximum: 9007199254 },
          },
          {
            name: 'attribute',
            in: 'query',
            allowReserved: true,
            description:
              'An attribute of the span or its resource as `key=value`; the first equals sign ends the key. May be repeated: all have to match.',
            explode: true,
            schema: {
              type: 'array',
              maxItems: 20,
              items: {
                type: 'string',
                minLength: 2,
                maxLength: 4096,
                pattern: '^[^=]+=',
              },
            },
          },
          {
            name: 'limit',
            in: 'query',
            allowReserved: true,
            schema: {
              type: 'integer',
              minimum: 1,
              maximum: 1000,
              default: 100,
            },
          },
          {
            name: 'cursor',
            in: 'query',
            allowReserved: true,
            description:
              '`nextCursor` of the page before; the other parameters stay the same.',
            schema: { type: 'string', minLength: 1, maxLength: 4096 },
          },
          { $ref: '#/components/parameters/SourceFilter' },
        ],
        responses: {
          '200': {
            description: 'One page of summaries',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/SearchResult' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/traces/{traceId}': {
      get: {
        operationId: 'getTrace',
        summary: 'A trace with its spans',
        parameters: [
          {
            name: 'traceId',
            in: 'path',
            required: true,
            description: '16 bytes (or, from older senders, 8) in hexadecimal.',
            schema: { type: 'string', minLength: 1, maxLength: 64 },
          },
          {
            name: 'from',
            in: 'query',
            allowReserved: true,
            description:
              'Where to look, when it is known; makes the answer faster, never another one.',
            schema: { type: 'string', format: 'date-time' },
          },
          {
            name: 'to',
            in: 'query',
            allowReserved: true,
            schema: { type: 'string', format: 'date-time' },
          },
          { $ref: '#/components/parameters/SourceFilter' },
        ],
        responses: {
          '200': {
            description: 'The trace',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Trace' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/red': {
      get: {
        operationId: 'getRed',
        summary: "Rate, errors and duration of a service's requests over time",
        description:
          'Counts the spans in which the service answers (kinds server and consumer) or, with `peer`, those in which it calls that service.',
        parameters: [
          { $ref: '#/components/parameters/Service' },
          { $ref: '#/components/parameters/From' },
          { $ref: '#/components/parameters/To' },
          {
            name: 'operation',
            in: 'query',
            allowReserved: true,
            schema: { type: 'string', minLength: 1, maxLength: 1024 },
          },
          {
            name: 'peer',
            in: 'query',
            allowReserved: true,
            description: 'The service that is called.',
            schema: { type: 'string', minLength: 1, maxLength: 512 },
          },
          {
            name: 'stepSeconds',
            in: 'query',
            allowReserved: true,
            description:
              'The width of a point. The window may hold at most 1,500 of them.',
            schema: {
              type: 'integer',
              minimum: 1,
              maximum: 86400,
              default: 60,
            },
          },
          {
            name: 'resource',
            in: 'query',
            allowReserved: true,
            description:
              'Counts only spans whose resource has this attribute, as `key=value`; the first equals sign ends the key. A source that cannot is `unsupported`.',
            schema: {
              type: 'string',
              minLength: 2,
              maxLength: 4096,
              pattern: '^[^=]+=',
            },
          },
          { $ref: '#/components/parameters/SourceFilter' },
        ],
        responses: {
          '200': {
            description:
              'A series from each source; quantiles of different sources cannot be added up',
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  required: ['stepSeconds', 'series', 'sources'],
                  properties: {
                    stepSeconds: { type: 'integer' },
                    series: {
                      type: 'array',
                      items: { $ref: '#/components/schemas/RedSeries' },
                    },
                    sources: { $ref: '#/components/schemas/SourceAnswers' },
                  },
                },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/red-by-resource': {
      get: {
        operationId: 'getRedByResource',
        summary:
          'Rate, errors and duration of all requests, by an attribute of what answered them',
        description:
          'Counts the spans (kinds server and consumer) of the services that the caller may read, by the value that their resource has for the attribute: with `cloud.region`, how each region does.',
        parameters: [
          {
            name: 'attribute',
            in: 'query',
            required: true,
            allowReserved: true,
            description:
              'The key of a resource attribute, such as `cloud.region`.',
            schema: { type: 'string', minLength: 1, maxLength: 256 },
          },
          {
            name: 'splitBy',
            in: 'query',
            allowReserved: true,
            description:
              'The key of another attribute of the resource. Each value is then counted apart for each value of this one, and for resources without it.',
            schema: { type: 'string', minLength: 1, maxLength: 256 },
          },
          { $ref: '#/components/parameters/From' },
          { $ref: '#/components/parameters/To' },
          { $ref: '#/components/parameters/SourceFilter' },
        ],
        responses: {
          '200': {
            description:
              'The numbers of each value and source, and with `splitBy` of each pair of values, those with most requests first. A source with more than 10,000 of them fails and says so: none is left out silently. Resources without the attribute are left out.',
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  required: ['groups', 'sources'],
                  properties: {
                    groups: {
                      type: 'array',
                      items: { $ref: '#/components/schemas/RedGroup' },
                    },
                    sources: { $ref: '#/components/schemas/SourceAnswers' },
                  },
                },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/runtime': {
      get: {
        operationId: 'getRuntime',
        summary: 'How the processes of a service are over time',
        description:
          'Event loop, memory and database connections, out of the metrics that the service sends of itself. A step has the worst of what was measured in it; what was not measured is absent, never zero.',
        parameters: [
          { $ref: '#/components/parameters/Service' },
          { $ref: '#/components/parameters/From' },
          { $ref: '#/components/parameters/To' },
          {
            name: 'stepSeconds',
            in: 'query',
            allowReserved: true,
            description:
              "The width of a point. The window may hold at most 500 of them. Narrower than the service's interval of export, and steps are without values.",
            schema: {
              type: 'integer',
              minimum: 1,
              maximum: 86400,
              default: 120,
            },
          },
          { $ref: '#/components/parameters/SourceFilter' },
        ],
        responses: {
          '200': {
            description: 'A series from each source that keeps metrics',
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  required: ['stepSeconds', 'series', 'sources'],
                  properties: {
                    stepSeconds: { type: 'integer' },
                    series: {
                      type: 'array',
                      items: { $ref: '#/components/schemas/RuntimeSeries' },
                    },
                    sources: { $ref: '#/components/schemas/SourceAnswers' },
                  },
                },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/edges': {
      get: {
        operationId: 'getEdges',
        summary: 'Which service called which in a window of time',
        parameters: [
          { $ref: '#/components/parameters/From' },
          { $ref: '#/components/parameters/To' },
          { $ref: '#/components/parameters/SourceFilter' },
        ],
        responses: {
          '200': {
            description: 'The edges between services that the caller may read',
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  required: ['edges', 'sources'],
                  properties: {
                    edges: {
                      type: 'array',
                      items: { $ref: '#/components/schemas/Edge' },
                    },
                    sources: { $ref: '#/components/schemas/SourceAnswers' },
                  },
                },
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
      From: {
        name: 'from',
        in: 'query',
        allowReserved: true,
        required: true,
        description: 'The beginning of the window, as of RFC 3339.',
        schema: { type: 'string', format: 'date-time' },
      },
      To: {
        name: 'to',
        in: 'query',
        allowReserved: true,
        required: true,
        description: 'The end of the window, which does not belong to it.',
        schema: { type: 'string', format: 'date-time' },
      },
      Service: {
        name: 'service',
        in: 'query',
        allowReserved: true,
        required: true,
        description: "OpenTelemetry's `service.name`.",
        schema: { type: 'string', minLength: 1, maxLength: 512 },
      },
      SourceFilter: {
        name: 'source',
        in: 'query',
        allowReserved: true,
        description: 'Asks this source alone.',
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
      Nanoseconds: {
        type: 'string',
        pattern: '^-?\\d+$',
        description:
          'A 64-bit number of nanoseconds in decimal digits, too large for a JSON number.',
      },
      Capabilities: {
        type: 'object',
        description: 'What a source can answer.',
        required: [
          'searchWithoutService',
          'attributes',
          'duration',
          'errors',
          'newestFirst',
          'paging',
          'red',
          'redByPeer',
          'edges',
        ],
        properties: {
          searchWithoutService: { type: 'boolean' },
          attributes: { type: 'boolean' },
          duration: { type: 'boolean' },
          errors: { type: 'boolean' },
          newestFirst: {
            type: 'boolean',
            description:
              'Whether a page holds the newest matches, or just any.',
          },
          paging: { type: 'boolean' },
          red: { type: 'boolean' },
          redByPeer: { type: 'boolean' },
          redByResource: {
            type: 'boolean',
            description:
              'Whether it counts by an attribute of the resource. Absent means no.',
          },
          edges: { type: 'boolean' },
          runtime: {
            type: 'boolean',
            description:
              'Whether it keeps what services measure of themselves. Absent means no.',
          },
        },
      },
      Source: {
        type: 'object',
        required: ['id', 'title', 'type'],
        properties: {
          id: { type: 'string' },
          title: { type: 'string' },
          type: { type: 'string', description: 'clickhouse, jaeger, …' },
          capabilities: { $ref: '#/components/schemas/Capabilities' },
          error: {
            type: 'string',
            description: 'Why the capabilities are not known now.',
          },
        },
      },
      SourceAnswer: {
        type: 'object',
        required: ['id', 'title', 'state', 'elapsedMs'],
        properties: {
          id: { type: 'string' },
          title: { type: 'string' },
          state: {
            type: 'string',
            enum: ['answered', 'failed', 'unsupported'],
            description:
              '`unsupported`: this source cannot answer such a question.',
          },
          message: { type: 'string' },
          elapsedMs: { type: 'number' },
        },
      },
      SourceAnswers: {
        type: 'array',
        items: { $ref: '#/components/schemas/SourceAnswer' },
      },
      Service: {
        type: 'object',
        required: ['name', 'entityRefs'],
        properties: {
          name: { type: 'string' },
          entityRefs: {
            type: 'array',
            description:
              'The catalog entities whose annotation names this service.',
            items: { type: 'string' },
          },
        },
      },
      SpanKind: {
        type: 'string',
        enum: [
          'unspecified',
          'internal',
          'server',
          'client',
          'producer',
          'consumer',
        ],
      },
      Operation: {
        type: 'object',
        required: ['name', 'kinds'],
        properties: {
          name: { type: 'string' },
          kinds: {
            type: 'array',
            description: 'Empty where the source does not say.',
            items: { $ref: '#/components/schemas/SpanKind' },
          },
        },
      },
      ServiceCount: {
        type: 'object',
        required: ['service', 'spanCount', 'errorCount'],
        properties: {
          service: { type: 'string' },
          spanCount: { type: 'integer' },
          errorCount: { type: 'integer' },
        },
      },
      TraceSummary: {
        type: 'object',
        required: [
          'traceId',
          'source',
          'startTimeUnixNano',
          'durationNano',
          'spanCount',
          'errorCount',
          'services',
          'restrictedSpanCount',
        ],
        properties: {
          traceId: { type: 'string' },
          source: {
            type: 'string',
            description:
              'The source that has it; of several, one that has its root span.',
          },
          root: {
            type: 'object',
            description:
              'Absent when the root span did not arrive (yet), or may not be read.',
            required: ['service', 'operation'],
            properties: {
              service: { type: 'string' },
              operation: { type: 'string' },
            },
          },
          startTimeUnixNano: { $ref: '#/components/schemas/Nanoseconds' },
          durationNano: { $ref: '#/components/schemas/Nanoseconds' },
          spanCount: { type: 'integer' },
          errorCount: { type: 'integer' },
          services: {
            type: 'array',
            description: 'Those that the caller may read, most spans first.',
            items: { $ref: '#/components/schemas/ServiceCount' },
          },
          restrictedSpanCount: {
            type: 'integer',
            description: 'Spans of services that the caller may not read.',
          },
        },
      },
      SearchResult: {
        type: 'object',
        required: ['traces', 'moreExist', 'sources'],
        properties: {
          traces: {
            type: 'array',
            items: { $ref: '#/components/schemas/TraceSummary' },
          },
          moreExist: { type: 'boolean' },
          nextCursor: {
            type: 'string',
            description:
              'Absent when nothing more exists, or no source that has more can page.',
          },
          sources: { $ref: '#/components/schemas/SourceAnswers' },
        },
      },
      Attributes: {
        type: 'object',
        description:
          "Values as text, as OpenTelemetry's exporters write them where the store keeps no types.",
        additionalProperties: { type: 'string' },
      },
      Resource: {
        type: 'object',
        required: ['service', 'attributes'],
        properties: {
          service: { type: 'string' },
          attributes: { $ref: '#/components/schemas/Attributes' },
          restricted: {
            type: 'boolean',
            description:
              'The caller may not read this service; only the times of its spans are shown.',
          },
        },
      },
      SpanEvent: {
        type: 'object',
        required: ['name', 'timeUnixNano', 'attributes'],
        properties: {
          name: { type: 'string' },
          timeUnixNano: { $ref: '#/components/schemas/Nanoseconds' },
          attributes: { $ref: '#/components/schemas/Attributes' },
        },
      },
      SpanLink: {
        type: 'object',
        required: ['traceId', 'spanId', 'attributes'],
        properties: {
          traceId: { type: 'string' },
          spanId: { type: 'string' },
          attributes: { $ref: '#/components/schemas/Attributes' },
        },
      },
      Span: {
        type: 'object',
        required: [
          'spanId',
          'resource',
          'operation',
          'kind',
          'startTimeUnixNano',
          'durationNano',
          'status',
          'attributes',
          'events',
          'links',
        ],
        properties: {
          spanId: { type: 'string' },
          parentSpanId: {
            type: 'string',
            description:
              'Absent on a root span. The parent itself may be missing.',
          },
          resource: {
            type: 'integer',
            minimum: 0,
            description: "Index into the trace's `resources`.",
          },
          operation: { type: 'string' },
          kind: { $ref: '#/components/schemas/SpanKind' },
          startTimeUnixNano: { $ref: '#/components/schemas/Nanoseconds' },
          durationNano: { $ref: '#/components/schemas/Nanoseconds' },
          status: {
            type: 'object',
            required: ['code'],
            properties: {
              code: { type: 'string', enum: ['unset', 'ok', 'error'] },
              message: { type: 'string' },
            },
          },
          scope: {
            type: 'object',
            required: ['name'],
            properties: {
              name: { type: 'string' },
              version: { type: 'string' },
            },
          },
          attributes: { $ref: '#/components/schemas/Attributes' },
          events: {
            type: 'array',
            items: { $ref: '#/components/schemas/SpanEvent' },
          },
          links: {
            type: 'array',
            items: { $ref: '#/components/schemas/SpanLink' },
          },
        },
      },
      StoredTrace: {
        type: 'object',
        description: 'A trace as one source has it.',
        required: [
          'traceId',
          'startTimeUnixNano',
          'durationNano',
          'spanCount',
          'truncated',
          'resources',
          'spans',
        ],
        properties: {
          traceId: { type: 'string' },
          startTimeUnixNano: { $ref: '#/components/schemas/Nanoseconds' },
          durationNano: { $ref: '#/components/schemas/Nanoseconds' },
          spanCount: {
            type: 'integer',
            description:
              'How many spans the trace has; `spans` may hold fewer.',
          },
          truncated: { type: 'boolean' },
          resources: {
            type: 'array',
            items: { $ref: '#/components/schemas/Resource' },
          },
          spans: {
            type: 'array',
            description: 'By start time, the earliest first.',
            items: { $ref: '#/components/schemas/Span' },
          },
        },
      },
      Trace: {
        allOf: [
          { $ref: '#/components/schemas/StoredTrace' },
          {
            type: 'object',
            required: ['sources'],
            properties: {
              sources: { $ref: '#/components/schemas/SourceAnswers' },
            },
          },
        ],
      },
      RedPoint: {
        type: 'object',
        required: ['time', 'requests', 'errors'],
        properties: {
          time: { type: 'string', format: 'date-time' },
          requests: { type: 'integer' },
          errors: { type: 'integer' },
          p50Ms: {
            type: 'number',
            description: 'Absent where there was no request.',
          },
          p95Ms: { type: 'number' },
          p99Ms: { type: 'number' },
        },
      },
      RedSeries: {
        type: 'object',
        required: ['source', 'points', 'total'],
        properties: {
          source: { type: 'string' },
          points: {
            type: 'array',
            description:
              'One for each step of the window, those without requests too.',
            items: { $ref: '#/components/schemas/RedPoint' },
          },
          total: { $ref: '#/components/schemas/RedTotal' },
        },
      },
      RedTotal: {
        type: 'object',
        description: 'Over the whole window.',
        required: ['requests', 'errors'],
        properties: {
          requests: { type: 'integer' },
          errors: { type: 'integer' },
          p50Ms: { type: 'number' },
          p95Ms: { type: 'number' },
          p99Ms: { type: 'number' },
        },
      },
      StoredRedGroup: {
        type: 'object',
        description:
          'The requests that were answered by resources with one value of an attribute.',
        required: ['value', 'requests', 'errors'],
        properties: {
          value: { type: 'string' },
          split: {
            type: 'string',
            description:
              'Their value of `splitBy`. Absent without one, and for resources that do not have it.',
          },
          requests: { type: 'integer' },
          errors: { type: 'integer' },
          p50Ms: { type: 'number' },
          p95Ms: { type: 'number' },
          p99Ms: { type: 'number' },
        },
      },
      RedGroup: {
        allOf: [
          { $ref: '#/components/schemas/StoredRedGroup' },
          {
            type: 'object',
            required: ['source'],
            properties: { source: { type: 'string' } },
          },
        ],
      },
      RuntimePoint: {
        type: 'object',
        description: 'The worst of a step. What was not measured is absent.',
        required: ['time'],
        properties: {
          time: { type: 'string', format: 'date-time' },
          eventLoopDelayP99Ms: {
            type: 'number',
            description:
              "The highest 99th percentile of the event loop's delay.",
          },
          eventLoopUtilization: {
            type: 'number',
            description:
              'The mean share of time, 0 to 1, in which the event loop was busy.',
          },
          heapUsedBytes: { type: 'number', description: 'The most.' },
          heapLimitBytes: { type: 'number', description: 'The last.' },
          residentBytes: {
            type: 'number',
            description:
              'The most memory that the process had from the system (RSS).',
          },
          poolUsed: {
            type: 'number',
            description: 'The most database connections in use at once.',
          },
          poolIdle: {
            type: 'number',
            description: 'The fewest open connections that were free.',
          },
          poolPending: {
            type: 'number',
            description:
              'The most requests that waited for a connection at once.',
          },
          poolMax: {
            type: 'number',
            description: 'How many connections may be open.',
          },
        },
      },
      RuntimeInstance: {
        type: 'object',
        required: ['id', 'points'],
        properties: {
          id: {
            type: 'string',
            description:
              'The name of the pod, or else `service.instance.id`, or else the host; empty when the service says none of them.',
          },
          points: {
            type: 'array',
            description:
              'One for each step of the window, those without values too.',
            items: { $ref: '#/components/schemas/RuntimePoint' },
          },
        },
      },
      StoredRuntime: {
        type: 'object',
        required: ['instances', 'instanceCount'],
        properties: {
          instances: {
            type: 'array',
            description:
              'At most 8: those that sent last and, among these, those whose event loop was delayed most. Empty when the service sends no such metrics.',
            items: { $ref: '#/components/schemas/RuntimeInstance' },
          },
          instanceCount: {
            type: 'integer',
            description: 'How many instances there were in the window.',
          },
          others: {
            type: 'array',
            description:
              'The worst of all other instances, where there are any.',
            items: { $ref: '#/components/schemas/RuntimePoint' },
          },
        },
      },
      RuntimeSeries: {
        allOf: [
          { $ref: '#/components/schemas/StoredRuntime' },
          {
            type: 'object',
            required: ['source'],
            properties: { source: { type: 'string' } },
          },
        ],
      },
      Edge: {
        type: 'object',
        required: ['source', 'caller', 'callee', 'requests'],
        properties: {
          source: { type: 'string' },
          caller: { type: 'string' },
          callee: { type: 'string' },
          requests: { type: 'integer' },
          errors: {
            type: 'integer',
            description: 'Absent where the source does not count them.',
          },
          p95Ms: { type: 'number' },
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
