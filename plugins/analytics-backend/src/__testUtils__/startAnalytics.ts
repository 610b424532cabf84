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
import { type JsonObject } from '@backstage/types';
import { DASHBOARDS_ANNOTATION } from '@shop-platform/backstage-plugin-analytics-common';
import {
  clickhouseServiceRef,
  type ClickHouseService,
} from '@shop-platform/backstage-plugin-clickhouse-node';
import knexFactory from 'knex';
import analyticsPlugin from '../index';

export const SOURCE = 'https://github.com/shop/shop/tree/main/orders/';

/** A component whose dashboards lie beside its file. */
export function createComponent(name: string, dashboards?: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name,
      annotations: {
        'backstage.io/source-location': `url:${SOURCE}`,
        ...(dashboards && { [DASHBOARDS_ANNOTATION]: dashboards }),
      },
    },
  };
}

/** Decides by the names of permissions that are granted; entities by their own names. */
function createPermissions(granted: Set<string>) {
  const decide = (name: string, resourceRef?: string) =>
    granted.has(name) || granted.has(`${name} ${resourceRef}`)
      ? ({ result: AuthorizeResult.ALLOW } as const)
      : ({ result: AuthorizeResult.DENY } as const);
  const impl: PermissionsService = {
    authorize: async requests =>
      requests.map(({ permission, resourceRef }) =>
        decide(permission.name, resourceRef),
      ),
    authorizeConditional: async requests =>
      requests.map(({ permission: { name } }) =>
        [...granted].some(grant => grant.startsWith(`${name} `))
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
          : decide(name),
      ),
  };
  return mockServices.permissions.mock(impl);
}

/** Starts the plugin over dashboards in memory; what is granted and what is there can change later. */
export async function startAnalytics(options: {
  clickhouse: ClickHouseService;
  /** The files that the source has, by name. */
  files?: Map<string, string>;
  entities?: Entity[];
  analytics?: JsonObject;
  /** Whether there is a ClickHouse in the configuration. Default: true. */
  configured?: boolean;
}) {
  const { files = new Map<string, string>() } = options;
  const granted = new Set([
    'analytics.dashboard.read',
    'analytics.query.run',
    'analytics.pipeline.read',
  ]);
  const groups = ['user:default/mock', 'group:default/readers'];
  const search = jest.fn(async (url: string) => {
    const folder = url.slice(0, url.indexOf('**'));
    return {
      etag: 'e',
      files: [...files]
        .filter(([name]) => `${folder}${name}`.startsWith(folder))
        .map(([name, text]) => ({
          url: `${folder.replace('/tree/', '/blob/')}${name}`,
          content: async () => Buffer.from(text),
        })),
    };
  });
  const records: { eventId: string; meta?: JsonObject; outcome?: string }[] =
    [];
  const auditor = mockServices.auditor.mock({
    createEvent: jest.fn(async ({ eventId, meta }) => {
      const record: (typeof records)[number] = { eventId, meta };
      records.push(record);
      return {
        success: async () => {
          record.outcome = 'success';
        },
        fail: async () => {
          record.outcome = 'failure';
        },
      };
    }),
  });
  const actionsRegistry = actionsRegistryServiceMock();

  const { server } = await startTestBackend({
    features: [
      analyticsPlugin,
      createPermissions(granted).factory,
      auditor.factory,
      catalogServiceMock.factory({
        entities: options.entities ?? [
          createComponent('orders', './dashboards'),
        ],
      }),
      mockServices.urlReader.mock({ search }).factory,
      mockServices.userInfo.mock({
        getUserInfo: async () => ({
          userEntityRef: 'user:default/mock',
          ownershipEntityRefs: groups,
        }),
      }).factory,
      createServiceFactory({
        service: actionsRegistryServiceRef,
        deps: {},
        factory: () => actionsRegistry,
      }),
      // Nothing here asks it; what does has a suite of its own.
      mockServices.database.mock({
        getClient: async () => knexFactory({ client: 'pg' }),
        migrations: { skip: true },
      }).factory,
      createServiceFactory({
        service: clickhouseServiceRef,
        deps: {},
        factory: () => options.clickhouse,
      }),
      mockServices.rootConfig.factory({
        data: {
          app: { baseUrl: 'http://portal.test/' },
          ...(options.configured !== false && {
            clickhouse: { connections: { default: { url: 'http://x' } } },
          }),
          integrations: { github: [{ host: 'github.com' }] },
          analytics: {
            tenants: [
              { name: 'acme', groups: ['group:default/Readers'] },
              { name: 'globex', groups: ['group:default/others'] },
            ],
            tables: ['orders_analytics', 'events'],
            ...options.analytics,
          },
        },
      }),
    ],
  });
  return { server, granted, groups, search, files, records, actionsRegistry };
}
