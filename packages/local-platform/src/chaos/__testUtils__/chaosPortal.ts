import {
  coreServices,
  createServiceFactory,
  type DatabaseService,
  type SchedulerServiceTaskFunction,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { type Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import chaosPlugin from '@shop-platform/backstage-plugin-chaos-backend';
import { z } from 'zod';
import { type Manifest } from '../../clusters/server/applyManifests';
import { type TestCluster } from '../../kubernetes/__testUtils__/testCluster';
import { serviceAccountUser } from '../../kubernetes/auth/Tokens';

/** The portal's account in the cluster of a test. */
export const PORTAL_TOKEN = 'the-token-of-the-portal';
export const portalUser = {
  name: 'portal',
  groups: ['system:authenticated'],
};

/** The back end of the portal for chaos, on one embedded cluster. */
export async function startChaosPortal(options: {
  running: TestCluster;
  database: DatabaseService;
  entities: Entity[];
  /** Of the configuration. */
  chaos?: {
    policy: Record<string, z.core.util.JSONType>;
    recoverWithin?: string;
  };
  /** Of `clusters.impersonation`, without the name of the cluster. */
  impersonation?: { userFrom: string; groups: boolean };
  /** A Git host with GitHub's API, as `integrations.github` has it. */
  git?: { host: string; apiBaseUrl: string; token: string };
}) {
  const { running, database, entities, impersonation, git } = options;
  const { chaos = { policy: { namespaces: ['shop'] } } } = options;
  const tasks = new Map<string, SchedulerServiceTaskFunction>();
  const backend = await startTestBackend({
    features: [
      chaosPlugin,
      catalogServiceMock.factory({ entities }),
      mockServices.scheduler.mock({
        scheduleTask: async ({ id, fn }) => {
          tasks.set(id, fn);
        },
      }).factory,
      createServiceFactory({
        service: coreServices.database,
        deps: {},
        factory: () => database,
      }),
      mockServices.rootConfig.factory({
        data: {
          app: { baseUrl: 'http://portal.test' },
          backend: { listen: { port: 0 } },
          ...(git && { integrations: { github: [git] } }),
          chaos,
          kubernetes: {
            clusterLocatorMethods: [
              {
                type: 'config',
                clusters: [
                  {
                    name: 'test',
                    url: running.cluster.url,
                    caData: Buffer.from(running.cluster.ca).toString('base64'),
                    authProvider: 'serviceAccount',
                    serviceAccountToken: PORTAL_TOKEN,
                  },
                ],
              },
            ],
          },
          clusters: {
            timeout: '10s',
            ...(impersonation && {
              impersonation: [{ cluster: 'test', ...impersonation }],
            }),
          },
        },
      }),
    ],
  });
  const address = backend.server.address();
  if (address === null || typeof address === 'string') {
    throw new Error('The back end listens on no port');
  }
  const url = `http://127.0.0.1:${address.port}/api/chaos`;
  return {
    /** What is done every few seconds. */
    look: async () => {
      const { signal } = new AbortController();
      await tasks.get('chaos-watchdog-test')?.(signal);
      await tasks.get('chaos-watchdog')?.(signal);
    },
    /** Asks as a person, with the header that says who it is. */
    ask: async (
      method: string,
      path: string,
      authorization: string,
      body?: object,
    ) => {
      const answer = await fetch(`${url}${path}`, {
        method,
        headers: { authorization, 'content-type': 'application/json' },
        ...(body && { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      return { code: answer.status, text, body: JSON.parse(text) };
    },
    stop: () => backend.stop(),
  };
}

const bindingSchema = z.looseObject({
  subjects: z.tuple([
    z.object({
      kind: z.literal('ServiceAccount'),
      name: z.string(),
      namespace: z.string(),
    }),
  ]),
});

/** The account that the suite lets the portal act by. */
export function shippedAccount(suite: readonly Manifest[]) {
  const { subjects } = bindingSchema.parse(
    suite.find(
      ({ kind, metadata }) =>
        kind === 'ClusterRoleBinding' &&
        metadata.name === 'chaos-portal-reader',
    ),
  );
  const [{ name, namespace: itsNamespace }] = subjects;
  return serviceAccountUser(itsNamespace, { name });
}

/** A component whose pods carry its name. */
export const payments: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'payments',
    namespace: 'default',
    annotations: { 'backstage.io/kubernetes-id': 'payments' },
  },
};

/** These rights for the portal's account, and no others. */
export const grantPortal = (rules: object[]) => [
  {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    metadata: { name: 'portal' },
    rules,
  },
  {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRoleBinding',
    metadata: { name: 'portal' },
    roleRef: {
      apiGroup: 'rbac.authorization.k8s.io',
      kind: 'ClusterRole',
      name: 'portal',
    },
    subjects: [
      {
        apiGroup: 'rbac.authorization.k8s.io',
        kind: 'User',
        name: portalUser.name,
      },
    ],
  },
];

/** What an account needs so that the portal can do what it does. */
export const portalRights = (rules: object[]) =>
  grantPortal([
    { apiGroups: ['chaos-mesh.org'], resources: ['*'], verbs: ['*'] },
    {
      apiGroups: [''],
      resources: ['pods', 'nodes', 'namespaces'],
      verbs: ['get', 'list', 'watch'],
    },
    ...rules,
  ]);

export const namespace = (name: string) => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name },
});

/** A pod of payments, where nobody runs it. */
export const pod = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: {
    name: 'payments-1',
    namespace: 'shop',
    labels: { 'backstage.io/kubernetes-id': 'payments' },
  },
  spec: { containers: [{ name: 'service', image: 'payments:1' }] },
};

/** Payments answers late. */
export const slowPayments = {
  apiVersion: 'chaos-mesh.org/v1alpha1',
  kind: 'NetworkChaos',
  metadata: { name: 'slow', namespace: 'shop' },
  spec: {
    action: 'delay',
    mode: 'all',
    selector: {
      namespaces: ['shop'],
      labelSelectors: { 'backstage.io/kubernetes-id': 'payments' },
    },
    delay: { latency: '100ms' },
    duration: '5m',
  },
};
