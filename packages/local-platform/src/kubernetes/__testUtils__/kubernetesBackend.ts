import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { type Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import kubernetesPlugin from '@backstage/plugin-kubernetes-backend';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { z } from 'zod';
import { kubernetesKinds } from '../../portal/appConfig';

// A program of its own: the plugin loads its Kubernetes client as an ES module,
// which Jest does not let it.

const optionsSchema = z.object({
  name: z.string(),
  url: z.string(),
  ca: z.string(),
  token: z.string(),
  entity: z.custom<Entity>(value => typeof value === 'object'),
  /** Who has no kubernetes.proxy. */
  viewer: z.string(),
});

async function main(): Promise<void> {
  const { name, url, ca, token, entity, viewer } = optionsSchema.parse(
    JSON.parse(process.env.KUBERNETES_BACKEND ?? ''),
  );
  const permissions = createServiceFactory({
    service: coreServices.permissions,
    deps: { auth: coreServices.auth },
    factory: ({ auth }) => {
      const authorize = async (
        requests: { permission: { name: string } }[],
        options: { credentials: Parameters<typeof auth.isPrincipal>[0] },
      ) =>
        requests.map(({ permission }) => {
          const isViewer =
            auth.isPrincipal(options.credentials, 'user') &&
            options.credentials.principal.userEntityRef === viewer;
          const result: AuthorizeResult.ALLOW | AuthorizeResult.DENY =
            isViewer && permission.name === 'kubernetes.proxy'
              ? AuthorizeResult.DENY
              : AuthorizeResult.ALLOW;
          return { result };
        });
      return { authorize, authorizeConditional: authorize };
    },
  });
  const backend = await startTestBackend({
    features: [
      kubernetesPlugin,
      permissions,
      catalogServiceMock.factory({ entities: [entity] }),
      mockServices.rootConfig.factory({
        data: {
          kubernetes: {
            serviceLocatorMethod: { type: 'multiTenant' },
            objectTypes: kubernetesKinds,
            clusterLocatorMethods: [
              {
                type: 'config',
                clusters: [
                  {
                    name,
                    url,
                    authProvider: 'serviceAccount',
                    serviceAccountToken: token,
                    caData: Buffer.from(ca).toString('base64'),
                  },
                ],
              },
            ],
          },
        },
      }),
    ],
  });
  process.send?.({ port: backend.server.port() });
}

main().catch(error => {
  process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
  process.exit(1);
});
