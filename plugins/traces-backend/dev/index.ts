/*
 * The plugin alone, with one trace in memory: `yarn start` in this folder, then
 *
 *   api=http://127.0.0.1:7107/api/traces
 *   window="from=$(date -u -d '1 hour ago' +%FT%TZ)&to=$(date -u +%FT%TZ)"
 *   curl "$api/sources"
 *   curl "$api/services?$window"
 *   curl "$api/search?$window&service=payments&errors=true"
 *   curl "$api/traces/4bf92f3577b34da6a3ce929d0e0e4736"
 *   curl "$api/red?$window&service=orders&stepSeconds=60"
 *   curl "$api/runtime?$window&service=orders"
 *
 * Everyone who asks counts as the same user, who may read everything.
 */
import { createBackend } from '@backstage/backend-defaults';
import { createBackendModule } from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { traceStoresExtensionPoint } from '@shop-platform/backstage-plugin-traces-node';
import { MemoryTraceStore } from '../src/__testUtils__/MemoryTraceStore';
import { createComponent } from '../src/__testUtils__/startTraces';
import { createTrace, EPOCH_MS } from '../src/__testUtils__/traces';

const aMinuteAgo = Date.now() - EPOCH_MS - 60_000;
const order = createTrace('4bf92f3577b34da6a3ce929d0e0e4736', [
  {
    spanId: '00f067aa0ba902b7',
    service: 'orders',
    operation: 'POST /orders',
    at: aMinuteAgo,
    durationMs: 3020,
  },
  {
    spanId: '53995c3f42cd8ad8',
    parentSpanId: '00f067aa0ba902b7',
    service: 'payments',
    operation: 'charge',
    at: aMinuteAgo + 15,
    durationMs: 3000,
    error: 'liqpay timed out',
  },
]);

const memoryModule = createBackendModule({
  pluginId: 'traces',
  moduleId: 'memory',
  register(reg) {
    reg.registerInit({
      deps: { stores: traceStoresExtensionPoint },
      async init({ stores }) {
        stores.addStoreType({
          type: 'memory',
          create: () => new MemoryTraceStore([order]),
        });
      },
    });
  },
});

const backend = createBackend();
backend.add(
  mockServices.rootConfig.factory({
    data: {
      app: { baseUrl: 'http://localhost:3000' },
      backend: {
        baseUrl: 'http://127.0.0.1:7107',
        listen: { host: '127.0.0.1', port: 7107 },
        database: { client: 'better-sqlite3', connection: ':memory:' },
      },
      traces: { sources: [{ id: 'memory', title: 'Memory', type: 'memory' }] },
    },
  }),
);
backend.add(mockServices.auth.factory());
backend.add(mockServices.httpAuth.factory());
backend.add(
  catalogServiceMock.factory({
    entities: [createComponent('orders', 'orders')],
  }),
);
backend.add(memoryModule);
backend.add(import('../src'));
backend.start();
