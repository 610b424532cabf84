// Generated from openapi.yaml by "yarn generate:openapi": change that, not this.

import { createValidatedOpenApiRouterFromGeneratedEndpointMap } from '@backstage/backend-openapi-utils';
import { type paths } from '@shop-platform/backstage-plugin-templates-common';

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
  '#post|/render': Endpoint<paths['/render']['post']>;
  '#get|/renderings': Endpoint<paths['/renderings']['get']>;
};

export const spec = {
  openapi: '3.1.0',
  info: {
    title: 'templates',
    version: '1',
    description:
      "What the software templates of the catalog make, without making it: the files, the output and the log of the scaffolder's dry run.",
    license: {
      name: 'Apache-2.0',
      url: 'https://www.apache.org/licenses/LICENSE-2.0',
    },
  },
  servers: [{ url: '/' }],
  paths: {
    '/render': {
      post: {
        operationId: 'renderTemplate',
        summary: 'The files that a template makes of some values',
        description:
          'A dry run of the scaffolder for the one who asks. Nothing is published, registered or deployed. Where a value is left out, the default of the form holds.',
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: {
                type: 'object',
                required: ['templateRef', 'values'],
                additionalProperties: false,
                properties: {
                  templateRef: {
                    type: 'string',
                    minLength: 1,
                    maxLength: 300,
                    description:
                      'The template of the catalog, such as template:default/istio-mesh.',
                  },
                  values: {
                    type: 'object',
                    additionalProperties: true,
                    description: 'What a person would type into the form.',
                  },
                  within: {
                    type: 'array',
                    maxItems: 8,
                    description:
                      'The templates that this one is rendered for, the outermost first. It may be none of them.',
                    items: { type: 'string', minLength: 1, maxLength: 300 },
                  },
                },
              },
            },
          },
        },
        responses: {
          '200': {
            description: 'What came of it',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/RenderedTemplate' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/renderings': {
      get: {
        operationId: 'getRenderings',
        summary: 'What templates rendered into the repositories of the catalog',
        description:
          'The manifests that templates wrote, as last read, with the entities that the caller may see; and the releases of each template, so that it can be said what changed since.',
        parameters: [
          {
            name: 'entityRef',
            in: 'query',
            description: 'Only what this entity was made from.',
            schema: { type: 'string', minLength: 1, maxLength: 300 },
          },
        ],
        responses: {
          '200': {
            description: 'What was found',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/TemplateRenderings' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
  },
  components: {
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
              refusals: {
                type: 'array',
                description:
                  'Why the form does not take the values, where that is the reason.',
                items: { $ref: '#/components/schemas/RenderRefusal' },
              },
            },
          },
        },
      },
      RenderRefusal: {
        type: 'object',
        description: 'One reason why the form does not take the values.',
        required: ['path', 'message'],
        properties: {
          path: {
            type: 'string',
            description:
              'The value, such as domain or publicPaths.0.path; empty for all of them.',
          },
          title: { type: 'string', description: 'What the form calls it.' },
          message: {
            type: 'string',
            description:
              "In the words of the template's author, or else the scaffolder's.",
          },
        },
      },
      RenderedFile: {
        type: 'object',
        description: 'A file that the template makes.',
        required: ['path', 'content', 'encoding', 'executable'],
        properties: {
          path: {
            type: 'string',
            description: 'Below the root of the project, with forward slashes.',
          },
          content: { type: 'string' },
          encoding: {
            type: 'string',
            enum: ['utf8', 'base64'],
            description:
              'How the content is written down; base64 where it is no text.',
          },
          executable: { type: 'boolean' },
        },
      },
      RenderLogLine: {
        type: 'object',
        description: "A line of the task's log.",
        required: ['message'],
        properties: { stepId: { type: 'string' }, message: { type: 'string' } },
      },
      RenderedTemplate: {
        type: 'object',
        description: 'What a template makes of some values.',
        required: ['templateRef', 'files', 'output', 'log'],
        properties: {
          templateRef: { type: 'string' },
          files: {
            type: 'array',
            description: 'In the order of their paths.',
            items: { $ref: '#/components/schemas/RenderedFile' },
          },
          output: {
            type: 'object',
            additionalProperties: true,
            description:
              'The links and texts that a task would end with; those of steps that a dry run leaves out are missing.',
          },
          log: {
            type: 'array',
            items: { $ref: '#/components/schemas/RenderLogLine' },
          },
        },
      },
      TemplateRelease: {
        type: 'object',
        required: ['version', 'date', 'changes'],
        properties: {
          version: { type: 'string' },
          date: { type: 'string' },
          changes: { type: 'array', items: { type: 'string' } },
        },
      },
      TemplateVersions: {
        type: 'object',
        description: 'A template that says what its versions changed.',
        required: ['name', 'title', 'releases'],
        properties: {
          name: { type: 'string' },
          title: { type: 'string' },
          releases: {
            type: 'array',
            description: 'The newest first.',
            items: { $ref: '#/components/schemas/TemplateRelease' },
          },
        },
      },
      TemplatePullRequest: {
        type: 'object',
        description:
          'A pull request about what a template rendered, which is open.',
        required: ['url', 'title'],
        properties: { url: { type: 'string' }, title: { type: 'string' } },
      },
      TemplateRendering: {
        type: 'object',
        description: 'What a template rendered into a repository.',
        required: [
          'template',
          'version',
          'manifest',
          'entityRefs',
          'changedFiles',
        ],
        properties: {
          template: { type: 'string' },
          version: {
            type: 'string',
            description: 'The version that rendered it last.',
          },
          repository: {
            type: 'string',
            description:
              'The address of the repository; missing for a folder beside the portal, which has no upgrades.',
          },
          manifest: {
            type: 'string',
            description: 'The path of the manifest in the repository.',
          },
          entityRefs: {
            type: 'array',
            description: 'What comes from it.',
            items: { type: 'string' },
          },
          changedFiles: {
            type: 'array',
            description:
              'The files of the template that are no longer what it wrote; some hundred at most.',
            items: { type: 'string' },
          },
          pullRequest: { $ref: '#/components/schemas/TemplatePullRequest' },
          unknownSince: {
            type: 'string',
            format: 'date-time',
            description:
              'Since when the repository does not answer. What is said of it is older.',
          },
        },
      },
      UnansweredRepository: {
        type: 'object',
        required: ['repository', 'since', 'message'],
        properties: {
          repository: { type: 'string' },
          since: { type: 'string', format: 'date-time' },
          message: { type: 'string' },
        },
      },
      TemplateRenderings: {
        type: 'object',
        required: ['templates', 'renderings', 'unanswered'],
        properties: {
          readAt: {
            type: 'string',
            format: 'date-time',
            description:
              'When everything was last read; missing before the first time has ended.',
          },
          templates: {
            type: 'array',
            items: { $ref: '#/components/schemas/TemplateVersions' },
          },
          renderings: {
            type: 'array',
            items: { $ref: '#/components/schemas/TemplateRendering' },
          },
          unanswered: {
            type: 'array',
            items: { $ref: '#/components/schemas/UnansweredRepository' },
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
