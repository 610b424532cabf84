import {
  createServiceFactory,
  type PermissionsService,
} from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { actionsRegistryServiceMock } from '@backstage/backend-test-utils/alpha';
import { type Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import { type JsonObject } from '@backstage/types';
import regionsPlugin from '../index';

/** A component that names its workloads. */
export function createComponent(
  name: string,
  annotations: Record<string, string> = {},
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name, annotations },
  };
}

export type ClusterOptions = { name: string; url: string; region: string };

/** Starts the plugin on real clusters; `granted` can change later. */
export async function startRegions(options: {
  regions: JsonObject[];
  clusters?: ClusterOptions[];
  entities?: Entity[];
  /** How long a cluster may take to answer. */
  timeout?: string;
}) {
  const { regions, clusters = [], entities = [] } = options;
  /** Names of permissions, and refs of entities that may be read. */
  const granted = new Set<string>(['regions.read']);
  const authorize: PermissionsService['authorize'] = async requests =>
    requests.map(({ permission, resourceRef }) => ({
      result: granted.has(resourceRef ?? permission.name)
        ? AuthorizeResult.ALLOW
        : AuthorizeResult.DENY,
    }));
  const permissions = mockServices.permissions.mock({ authorize });
  const record = { success: jest.fn(), fail: jest.fn() };
  const auditor = mockServices.auditor.mock({
    createEvent: jest.fn(async () => record),
  });
  const actionsRegistry = actionsRegistryServiceMock();
  const publish = jest.fn(async () => undefined);
  const { server } = await startTestBackend({
    features: [
      regionsPlugin,
      permissions.factory,
      auditor.factory,
      catalogServiceMock.factory({ entities }),
      createServiceFactory({
        service: actionsRegistryServiceRef,
        deps: {},
        factory: () => actionsRegistry,
      }),
      createServiceFactory({
        service: signalsServiceRef,
        deps: {},
        factory: () => ({ publish }),
      }),
      mockServices.rootConfig.factory({
        data: {
          app: { baseUrl: 'http://portal.test/' },
          backend: { listen: { port: 0 } },
          regions,
          kubernetes: {
            clusterLocatorMethods: [
              {
                type: 'config',
                clusters: clusters.map(({ name, url }) => ({
                  name,
                  title: name.toUpperCase(),
                  url,
                  authProvider: 'serviceAccount',
                  serviceAccountToken: 'secret',
                })),
              },
            ],
          },
          clusters: {
            timeout: options.timeout ?? '2s',
            regions: Object.fromEntries(
              clusters.map(({ name, region }) => [name, region]),
            ),
          },
        },
      }),
    ],
  });
  return { server, granted, auditor, record, actionsRegistry, publish };
}
