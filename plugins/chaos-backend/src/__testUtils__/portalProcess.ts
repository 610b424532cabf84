import { setTimeout as delay } from 'node:timers/promises';
import { schedulerServiceFactory } from '@backstage/backend-defaults/scheduler';
import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import knexFactory from 'knex';
import chaosPlugin from '../index';
import { portalOptionsSchema } from './portalOptions';

/*
 * The chaos back end as a process of its own, which can be killed. What the
 * scheduler does every few seconds is done all the time, unless that is asked for. It
 * prints its address once it listens.
 */

/** Between two looks: the other tasks and requests have their turn. */
const REST_MS = 20;

const options = portalOptionsSchema.parse(
  JSON.parse(process.env.PORTAL_OPTIONS ?? ''),
);
const knex = knexFactory({
  client: 'pg',
  connection: process.env.POSTGRES_URL,
  searchPath: [options.schema],
});

/** Does it again and again, as long as the process lives. */
async function repeat(work: () => unknown): Promise<never> {
  for (;;) {
    try {
      await work();
    } catch {
      // As the scheduler does: it is tried again.
    }
    await delay(REST_MS);
  }
}

/** Does all tasks all the time. */
const busyScheduler = createServiceFactory({
  service: coreServices.scheduler,
  deps: {},
  factory: () => ({
    scheduleTask: async ({ fn }) => {
      void repeat(() => fn(new AbortController().signal));
    },
    triggerTask: async () => {},
    cancelTask: async () => {},
    createScheduledTaskRunner: () => ({ run: async () => {} }),
    getScheduledTasks: async () => [],
  }),
});

async function main(): Promise<void> {
  const { server } = await startTestBackend({
    features: [
      chaosPlugin,
      catalogServiceMock.factory({ entities: options.entities }),
      options.isScheduled ? schedulerServiceFactory : busyScheduler,
      createServiceFactory({
        service: coreServices.database,
        deps: {},
        factory: () => ({ getClient: async () => knex }),
      }),
      createServiceFactory({
        service: coreServices.discovery,
        deps: {},
        factory: () => ({
          getBaseUrl: async () => options.traces,
          getExternalBaseUrl: async () => options.traces,
        }),
      }),
      mockServices.rootConfig.factory({
        data: {
          app: { baseUrl: 'http://portal.test/' },
          backend: { listen: { host: '127.0.0.1', port: 0 } },
          chaos: options.chaos,
          kubernetes: {
            clusterLocatorMethods: [
              {
                type: 'config',
                clusters: options.clusters.map(({ name, url }) => ({
                  name,
                  url,
                  authProvider: 'serviceAccount',
                  serviceAccountToken: 'secret',
                })),
              },
            ],
          },
          clusters: { timeout: '60s' },
        },
      }),
    ],
  });
  const address = server.address();
  if (address === null || typeof address === 'string') {
    throw new Error('The back end listens on no port');
  }
  process.stdout.write(
    `${JSON.stringify({ url: `http://127.0.0.1:${address.port}` })}\n`,
  );
}

process.stdin.resume().on('end', () => process.exit());
void main();
