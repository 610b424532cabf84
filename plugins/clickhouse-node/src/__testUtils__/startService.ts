import {
  createBackendPlugin,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { metricsServiceRef } from '@backstage/backend-plugin-api/alpha';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import {
  metricsServiceMock,
  tracingServiceMock,
} from '@backstage/backend-test-utils/alpha';
import { type JsonObject } from '@backstage/types';
import { z } from 'zod';
import {
  clickhouseServiceRef,
  sql,
  uint64,
  type ClickHouseService,
} from '../index';

export const PASSWORD = 'password-of-the-portal';
export const VALUE = 'value-of-a-person';

export const orders = sql`
  SELECT number FROM shop.orders WHERE name = ${sql.string(VALUE)}
`;
export const schema = z.object({ number: uint64() });

/** Starts a back end with two plugins that depend on the service. */
export async function startService(clickhouse: JsonObject) {
  const record = jest.fn();
  const createHistogram = jest.fn(() => ({ record }));
  const tracing = tracingServiceMock.mock();
  const services: ClickHouseService[] = [];
  const createPlugin = (pluginId: string) =>
    createBackendPlugin({
      pluginId,
      register(reg) {
        reg.registerInit({
          deps: { clickhouse: clickhouseServiceRef },
          async init(deps) {
            services.push(deps.clickhouse);
          },
        });
      },
    });
  const backend = await startTestBackend({
    features: [
      createPlugin('traces'),
      createPlugin('analytics'),
      mockServices.rootConfig.factory({ data: { clickhouse } }),
      tracing.factory,
      createServiceFactory({
        service: metricsServiceRef,
        deps: {},
        factory: () => metricsServiceMock.mock({ createHistogram }),
      }),
    ],
  });
  return { backend, services, tracing, record, createHistogram };
}

/** The same, with credentials, on the server at this URL. */
export async function startServiceOn(url: string, more: JsonObject = {}) {
  const started = await startService({
    connections: { default: { url, username: 'portal', password: PASSWORD } },
    ...more,
  });
  return { ...started, connection: started.services[0].connection() };
}
