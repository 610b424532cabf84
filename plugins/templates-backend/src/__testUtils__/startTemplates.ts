import {
  type PermissionsService,
  type UrlReaderService,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { type Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import templatesPlugin from '../index';

/** A template as the catalog has it. */
export function createTemplate(
  name: string,
  options: { location?: string; spec?: object } = {},
): Entity {
  const { location, spec } = options;
  return {
    apiVersion: 'scaffolder.backstage.io/v1beta3',
    kind: 'Template',
    metadata: {
      name,
      namespace: 'default',
      ...(location === undefined
        ? {}
        : { annotations: { 'backstage.io/managed-by-location': location } }),
    },
    spec: {
      type: 'service',
      steps: [
        {
          id: 'render',
          action: 'fetch:template',
          input: {
            url: './skeleton',
            values: {
              name: '${{ parameters.name }}',
              user: '${{ user.ref }}',
            },
          },
        },
      ],
      ...spec,
    },
  };
}

/** Starts the plugin beside a real scaffolder; `refused` can change later. */
export async function startTemplates(options: {
  entities: Entity[];
  readTree?: UrlReaderService['readTree'];
}) {
  /** Names of permissions. */
  const refused = new Set<string>();
  const authorize: PermissionsService['authorize'] = async requests =>
    requests.map(({ permission }) => ({
      result: refused.has(permission.name)
        ? AuthorizeResult.DENY
        : AuthorizeResult.ALLOW,
    }));
  const record = { success: jest.fn(), fail: jest.fn() };
  const auditor = mockServices.auditor.mock({
    createEvent: jest.fn(async () => record),
  });
  const { server } = await startTestBackend({
    features: [
      scaffolderPlugin,
      templatesPlugin,
      mockServices.permissions.mock({
        authorize,
        // The scaffolder's own question of each action.
        authorizeConditional: async requests =>
          requests.map(() => ({ result: AuthorizeResult.ALLOW })),
      }).factory,
      auditor.factory,
      mockServices.urlReader.mock({ readTree: options.readTree }).factory,
      catalogServiceMock.factory({ entities: options.entities }),
      mockServices.rootConfig.factory({
        data: {
          integrations: { github: [{ host: 'git.test' }] },
        },
      }),
    ],
  });
  return { server, refused, auditor, record };
}
