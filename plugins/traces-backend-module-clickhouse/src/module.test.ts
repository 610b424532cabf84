import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import {
  traceStoresExtensionPoint,
  type TraceStoreType,
} from '@shop-platform/backstage-plugin-traces-node';
import { tracesModuleClickHouse } from './module';

async function startModule() {
  const types: TraceStoreType[] = [];
  const backend = await startTestBackend({
    extensionPoints: [
      [traceStoresExtensionPoint, { addStoreType: type => types.push(type) }],
    ],
    features: [
      tracesModuleClickHouse,
      mockServices.rootConfig.factory({
        data: {
          clickhouse: {
            connections: {
              belgium: { url: 'http://portal:secret@127.0.0.1:1' },
            },
          },
        },
      }),
    ],
  });
  const create = (entry: Record<string, string | number>) =>
    types.map(type =>
      type.create({ id: 'test', config: new ConfigReader(entry) }),
    );
  return { types, create, stop: () => backend.stop() };
}

describe('tracesModuleClickHouse', () => {
  it('adds the type clickhouse, which connects to nothing when it is made', async () => {
    const { types, create, stop } = await startModule();

    expect(types.map(({ type }) => type)).toEqual(['clickhouse']);
    const [store] = create({ type: 'clickhouse', connection: 'belgium' });
    await expect(
      store.capabilities({ signal: new AbortController().signal }),
    ).rejects.toThrow(/127\.0\.0\.1:1 cannot be reached/);
    await stop();
  });

  it('says what is wrong with an entry', async () => {
    const { create, stop } = await startModule();

    expect(() => create({ connection: 'netherlands' })).toThrow(/belgium/);
    expect(() => create({ connection: 'belgium', table: '' })).toThrow(
      "The source 'test' under traces.sources is not usable: 'table' must not be empty",
    );
    expect(() => create({ connection: 'belgium', database: 7 })).toThrow(
      "'database' has to be text",
    );
    await stop();
  });
});
