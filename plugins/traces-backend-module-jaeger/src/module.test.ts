import { startTestBackend } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import {
  traceStoresExtensionPoint,
  type TraceStoreType,
} from '@shop-platform/backstage-plugin-traces-node';
import tracesModuleJaeger from './index';

describe('tracesModuleJaeger', () => {
  it('brings the kind of store that sources of type jaeger are made of', async () => {
    const types: TraceStoreType[] = [];
    await startTestBackend({
      extensionPoints: [
        [traceStoresExtensionPoint, { addStoreType: type => types.push(type) }],
      ],
      features: [tracesModuleJaeger],
    });

    expect(types.map(({ type }) => type)).toEqual(['jaeger']);
    const create = (config: { id: string; url?: string }) =>
      types[0].create({ id: config.id, config: new ConfigReader(config) });
    // Making a store asks nobody: nothing listens there.
    expect(create({ id: 'jaeger', url: 'http://127.0.0.1:9' })).toMatchObject({
      search: expect.any(Function),
    });
    expect(() => create({ id: 'jaeger' })).toThrow(
      /the traces source 'jaeger'/,
    );
  });
});
