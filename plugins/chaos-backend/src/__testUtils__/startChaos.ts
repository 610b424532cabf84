import {
  actionsRegistryServiceFactory,
  actionsServiceFactory,
} from '@backstage/backend-defaults/alpha';
import {
  createBackendPlugin,
  createServiceFactory,
  coreServices,
  type DatabaseService,
  type PermissionsService,
  type SchedulerServiceTaskFunction,
  type UrlReaderService,
} from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { actionsRegistryServiceMock } from '@backstage/backend-test-utils/alpha';
import { type Entity } from '@backstage/catalog-model';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import mcpActionsPlugin from '@backstage/plugin-mcp-actions-backend';
import {
  notificationService,
  type NotificationSendOptions,
} from '@backstage/plugin-notifications-node';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import { type JsonObject } from '@backstage/types';
import { Router } from 'express';
import chaosPlugin from '../index';

/** A component whose pods carry its name, and what depends on it. */
export function createService(name: string, dependents: string[] = []): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name,
      namespace: 'default',
      annotations: {
        'backstage.io/kubernetes-id': name,
        'shop-platform.io/service-name': name,
      },
    },
    relations: [
      { type: 'ownedBy', targetRef: `group:default/${name}-team` },
      ...dependents.map(dependent => ({
        type: 'dependencyOf',
        targetRef: `component:default/${dependent}`,
      })),
    ],
  };
}

/** What a service answered in a window of time; milliseconds since 1970. */
export type FakeTraffic = (window: { from: number; to: number }) => {
  value: string;
  /** The region that its spans name. */
  split?: string;
  requests: number;
  errors: number;
  p95Ms?: number;
}[];

/** Which service called which, all the time. */
export type FakeEdges = () => {
  caller: string;
  callee: string;
  requests?: number;
}[];

/** How the sources of traces answered. */
export type FakeSources = () => {
  state: 'answered' | 'failed' | 'unsupported';
  message?: string;
}[];

/** The traces back end, which knows what services answered, and whom. */
function createTraces(fake: {
  traffic: FakeTraffic;
  edges: FakeEdges;
  sources: FakeSources;
}) {
  const sources = () =>
    fake.sources().map((source, index) => ({
      id: `source-${index}`,
      title: `Source ${index}`,
      elapsedMs: 1,
      ...source,
    }));
  return createBackendPlugin({
    pluginId: 'traces',
    register(reg) {
      reg.registerInit({
        deps: { httpRouter: coreServices.httpRouter },
        async init({ httpRouter }) {
          const router = Router();
          router.get('/red-by-resource', ({ query }, response) => {
            const groups = fake.traffic({
              from: Date.parse(String(query.from)),
              to: Date.parse(String(query.to)),
            });
            response.json({
              groups: groups.map(group => ({ source: 'all', ...group })),
              sources: sources(),
            });
          });
          // Nobody saw of a call what who answered it did not.
          router.get('/red', (_, response) => {
            response.json({ stepSeconds: 60, series: [], sources: sources() });
          });
          router.get('/edges', (_, response) => {
            const found = fake.edges().map(edge => ({
              source: 'all',
              requests: 1,
              ...edge,
            }));
            response.json({ edges: found, sources: sources() });
          });
          httpRouter.use(router);
        },
      });
    },
  });
}

/** The catalog, of which people do not see some. */
function createCatalog(entities: Entity[], hidden: string[]) {
  const auth = mockServices.auth();
  const all = catalogServiceMock({ entities });
  const visible = catalogServiceMock({
    entities: entities.filter(
      ({ metadata }) => !hidden.includes(metadata.name),
    ),
  });
  const catalog = catalogServiceMock({ entities });
  catalog.getEntities = async (request, options) => {
    const isPerson =
      options &&
      'credentials' in options &&
      auth.isPrincipal(options.credentials, 'user');
    return (isPerson ? visible : all).getEntities(request, options);
  };
  return catalog;
}

/** Starts the plugin on clusters and a database; `granted` can change later. */
export async function startChaos(options: {
  database: DatabaseService;
  clusters: { name: string; url: string; region?: string }[];
  chaos?: JsonObject;
  /** How long a cluster may take to answer. */
  timeout?: string;
  entities?: Entity[];
  /** The names of those that people do not see. */
  hidden?: string[];
  /** Whether the clusters are told who does something. */
  impersonates?: boolean;
  /** Without it, there is no traces back end. */
  traffic?: FakeTraffic;
  edges?: FakeEdges;
  sources?: FakeSources;
  /** Whether agents come through MCP, as they do in the portal, and not to the mock. */
  hasMcp?: boolean;
  /** What the repositories of components hold; nothing without it. */
  search?: UrlReaderService['search'];
}) {
  const { database, clusters, entities = [] } = options;
  const granted = new Set([
    'chaos.read',
    'chaos.run',
    'chaos.halt',
    'chaos.arm',
    'chaos.approve',
  ]);
  const authorize: PermissionsService['authorize'] = async requests =>
    requests.map(({ permission }) => ({
      result: granted.has(permission.name)
        ? AuthorizeResult.ALLOW
        : AuthorizeResult.DENY,
    }));
  const record = { success: jest.fn(), fail: jest.fn() };
  const auditor = mockServices.auditor.mock({
    createEvent: jest.fn(async () => record),
  });
  const notify = jest.fn<Promise<void>, [NotificationSendOptions]>(
    async () => undefined,
  );
  const publish = jest.fn(async () => undefined);
  const warn = jest.fn<void, [message: string, meta?: unknown]>();
  const logger = mockServices.logger.mock({ warn, child: () => logger });
  /** What is done every few seconds. */
  const tasks = new Map<string, SchedulerServiceTaskFunction>();
  const scheduler = mockServices.scheduler.mock({
    scheduleTask: async ({ id, fn }) => {
      tasks.set(id, fn);
    },
  });
  const run = async (task: string) =>
    tasks.get(task)?.(new AbortController().signal);
  const actionsRegistry = actionsRegistryServiceMock();
  const backend = await startTestBackend({
    features: [
      chaosPlugin,
      ...(options.traffic
        ? [
            createTraces({
              traffic: options.traffic,
              edges: options.edges ?? (() => []),
              sources: options.sources ?? (() => [{ state: 'answered' }]),
            }),
          ]
        : []),
      mockServices.permissions.mock({ authorize }).factory,
      auditor.factory,
      logger.factory,
      mockServices.urlReader.mock({
        search: options.search ?? (async () => ({ files: [], etag: '' })),
      }).factory,
      scheduler.factory,
      createServiceFactory({
        service: catalogServiceRef,
        deps: {},
        factory: () => createCatalog(entities, options.hidden ?? []),
      }),
      createServiceFactory({
        service: coreServices.database,
        deps: {},
        factory: () => database,
      }),
      ...(options.hasMcp
        ? [
            mcpActionsPlugin,
            actionsServiceFactory,
            actionsRegistryServiceFactory,
          ]
        : [
            createServiceFactory({
              service: actionsRegistryServiceRef,
              deps: {},
              factory: () => actionsRegistry,
            }),
          ]),
      createServiceFactory({
        service: notificationService,
        deps: {},
        factory: () => ({ send: notify }),
      }),
      createServiceFactory({
        service: signalsServiceRef,
        deps: {},
        factory: () => ({ publish }),
      }),
      mockServices.rootConfig.factory({
        data: {
          app: { baseUrl: 'http://portal.test/' },
          backend: {
            listen: { port: 0 },
            actions: { pluginSources: ['chaos'] },
          },
          chaos: { policy: { namespaces: ['shop'] }, ...options.chaos },
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
            timeout: options.timeout ?? '10s',
            ...(options.impersonates
              ? {
                  impersonation: clusters.map(({ name }) => ({
                    cluster: name,
                  })),
                }
              : {}),
            regions: Object.fromEntries(
              clusters.map(({ name, region = name }) => [name, region]),
            ),
          },
        },
      }),
    ],
  });
  const { server } = backend;
  const stop = () => backend.stop();
  return {
    /** As far as one cluster goes, or over all of them. */
    look: async (cluster?: string) => {
      await Promise.all(
        clusters
          .filter(({ name }) => cluster === undefined || name === cluster)
          .map(({ name }) => run(`chaos-watchdog-${name}`)),
      );
      await run('chaos-watchdog');
    },
    expire: async () => run('chaos-approvals'),
    check: async () => run('chaos-checks'),
    observe: async () => run('chaos-traffic'),
    tell: async () => run('chaos-notices'),
    remind: async () => run('chaos-game-days'),
    server,
    stop,
    granted,
    actionsRegistry,
    auditor,
    record,
    publish,
    notify,
    warn,
  };
}
