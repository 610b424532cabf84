import {
  createBackendModule,
  createServiceFactory,
  type PermissionsService,
} from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import {
  actionsRegistryServiceMock,
  metricsServiceMock,
} from '@backstage/backend-test-utils/alpha';
import { type Entity } from '@backstage/catalog-model';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { type JsonObject } from '@backstage/types';
import { SERVICE_NAME_ANNOTATION } from '@shop-platform/backstage-plugin-traces-common';
import {
  traceStoresExtensionPoint,
  type TraceStore,
} from '@shop-platform/backstage-plugin-traces-node';
import tracesPlugin from '../index';

/** What one caller may read. */
export type Grants = {
  /** All entities, none, or those listed. */
  entities: 'all' | 'none' | string[];
  unregistered: boolean;
};

/** A component that names a service. */
export function createComponent(name: string, service: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name,
      annotations: { [SERVICE_NAME_ANNOTATION]: service },
    },
  };
}

function decide(allowed: boolean) {
  return {
    result: allowed ? AuthorizeResult.ALLOW : AuthorizeResult.DENY,
  } as const;
}

function createPermissions(grants: Grants) {
  const impl: PermissionsService = {
    authorize: async requests =>
      requests.map(({ permission, resourceRef }) => {
        if (permission.name === 'traces.unregistered.read') {
          return decide(grants.unregistered);
        }
        const { entities } = grants;
        return decide(
          Array.isArray(entities)
            ? entities.includes(resourceRef ?? '')
            : entities === 'all',
        );
      }),
    authorizeConditional: async requests =>
      requests.map(() =>
        Array.isArray(grants.entities)
          ? {
              result: AuthorizeResult.CONDITIONAL,
              pluginId: 'catalog',
              resourceType: 'catalog-entity',
              conditions: {
                rule: 'IS_ENTITY_OWNER',
                resourceType: 'catalog-entity',
                params: { claims: [] },
              },
            }
          : decide(grants.entities === 'all'),
      ),
  };
  return mockServices.permissions.mock(impl);
}

/** Starts the plugin with stores in memory, `{ eu: store }`; `grants` can change later. */
export async function startTraces(options: {
  stores: Record<string, TraceStore>;
  entities?: Entity[];
  grants?: Partial<Grants>;
  limits?: JsonObject;
  sources?: JsonObject[];
}) {
  const { stores, entities = [] } = options;
  const grants: Grants = {
    entities: 'all',
    unregistered: true,
    ...options.grants,
  };
  const permissions = createPermissions(grants);
  const catalog = catalogServiceMock.mock({
    streamEntities: jest.fn(request =>
      catalogServiceMock({ entities }).streamEntities(request),
    ),
  });
  const auditor = mockServices.auditor.mock({
    createEvent: jest.fn(async () => ({ success: jest.fn(), fail: jest.fn() })),
  });
  const actionsRegistry = actionsRegistryServiceMock();
  const record = jest.fn();
  const memoryModule = createBackendModule({
    pluginId: 'traces',
    moduleId: 'memory',
    register(reg) {
      reg.registerInit({
        deps: { types: traceStoresExtensionPoint },
        async init({ types }) {
          types.addStoreType({
            type: 'memory',
            create: ({ id }) => stores[id],
          });
        },
      });
    },
  });

  const { server } = await startTestBackend({
    features: [
      tracesPlugin,
      memoryModule,
      permissions.factory,
      catalog.factory,
      auditor.factory,
      metricsServiceMock.mock({ createHistogram: () => ({ record }) }).factory,
      createServiceFactory({
        service: actionsRegistryServiceRef,
        deps: {},
        factory: () => actionsRegistry,
      }),
      mockServices.rootConfig.factory({
        data: {
          app: { baseUrl: 'http://portal.test/' },
          traces: {
            sources:
              options.sources ??
              Object.keys(stores).map(id => ({
                id,
                title: id.toUpperCase(),
                type: 'memory',
              })),
            limits: options.limits,
          },
        },
      }),
    ],
  });
  return {
    server,
    grants,
    permissions,
    catalog,
    auditor,
    actionsRegistry,
    record,
  };
}
