import { describeOnClickHouse } from '@shop-platform/backstage-plugin-clickhouse-node/testUtils';
import { createStore } from './__testUtils__/createStore';
import { LAYOUTS } from './__testUtils__/layouts';
import { createSpan, traceIdOf, WINDOW } from './__testUtils__/spans';

const REGIONS = ['europe-west1', 'europe-west4'];
/** With two regions each, as many as are counted. */
const SERVICES = 5_000;

describeOnClickHouse('ClickHouseTraceStore by resource', getDatabase => {
  const insert = (from: number, to: number) =>
    getDatabase().insert(
      'otel_traces',
      Array.from({ length: to - from }, (_, index) => from + index).flatMap(
        number =>
          REGIONS.map(region =>
            createSpan({
              traceId: traceIdOf(number + 1),
              ServiceName: `service-${number}`,
              ResourceAttributes: {
                'service.name': `service-${number}`,
                'cloud.region': region,
              },
            }),
          ),
      ),
    );
  const ask = () =>
    createStore(getDatabase()).redByResource(
      { ...WINDOW, attribute: 'service.name', splitBy: 'cloud.region' },
      { signal: new AbortController().signal },
    );

  beforeAll(async () => {
    await getDatabase().command(LAYOUTS['bloom filters'].tables[0]);
  });

  it('counts each of many services in each region, or says that they are too many', async () => {
    await insert(0, SERVICES);
    const groups = await ask();
    expect(groups).toHaveLength(SERVICES * REGIONS.length);
    expect(groups.every(({ requests }) => requests === 1)).toBe(true);

    await insert(SERVICES, SERVICES + 1);
    await expect(ask()).rejects.toThrow(
      expect.objectContaining({
        name: 'InputError',
        message:
          'Too much to look through: choose a shorter time range, or a service',
      }),
    );
  });
});
