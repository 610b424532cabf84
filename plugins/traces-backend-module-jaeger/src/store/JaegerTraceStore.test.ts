import {
  fail,
  failWith,
  parametersOf,
  startJaeger,
  type StartedJaeger,
} from '../__testUtils__/startJaeger';

const SECOND = 1_000_000_000n;
const FROM = 1_772_366_400n * SECOND;
const WINDOW = { from: FROM, to: FROM + 3600n * SECOND };

let jaeger: StartedJaeger;

afterEach(() => jaeger.stop());

const options = () => ({ signal: new AbortController().signal });

describe('JaegerTraceStore', () => {
  describe('capabilities', () => {
    const everything = {
      '/api/v3/trace-summaries': { summaries: [] },
      '/api/dependencies': { data: [] },
      '/api/metrics/calls': { name: 'service_call_rate', metrics: [] },
    };

    it('are those of a Jaeger that has everything, and kept', async () => {
      jaeger = await startJaeger(everything);

      await expect(jaeger.store.capabilities(options())).resolves.toEqual({
        searchWithoutService: true,
        attributes: true,
        duration: true,
        errors: true,
        newestFirst: false,
        paging: false,
        red: true,
        redByPeer: false,
        edges: true,
      });
      await jaeger.store.capabilities(options());
      expect(jaeger.asked).toHaveLength(3);
    });

    it.each([
      [400, 'this storage backend requires a service name to search'],
      [500, 'service Name must be set'],
    ])(
      'tell of a storage that needs a service (%i)',
      async (status, message) => {
        jaeger = await startJaeger({
          ...everything,
          '/api/v3/trace-summaries': failWith(status, message),
        });

        await expect(
          jaeger.store.capabilities(options()),
        ).resolves.toMatchObject({
          searchWithoutService: false,
        });
      },
    );

    it('tell of endpoints that are missing or switched off', async () => {
      jaeger = await startJaeger({
        '/api/v3/trace-summaries': {},
        '/api/metrics/calls': fail(
          501,
          '{"errors":[{"code":501,"msg":"trace metrics are currently disabled"}]}\n',
        ),
      });

      await expect(jaeger.store.capabilities(options())).resolves.toMatchObject(
        {
          red: false,
          edges: false,
        },
      );
    });

    it('do not lose what only fails at the moment', async () => {
      jaeger = await startJaeger({
        ...everything,
        '/api/metrics/calls': fail(
          500,
          '{"errors":[{"msg":"no Prometheus"}]}\n',
        ),
      });

      await expect(jaeger.store.capabilities(options())).resolves.toMatchObject(
        {
          red: true,
        },
      );
    });

    it('are unknown while Jaeger is away, and asked for again', async () => {
      jaeger = await startJaeger({
        ...everything,
        '/api/v3/trace-summaries': failWith(503, 'starting'),
      });

      await expect(jaeger.store.capabilities(options())).rejects.toThrow(
        /: starting$/,
      );
      await expect(jaeger.store.capabilities(options())).rejects.toThrow(
        /: starting$/,
      );
    });
  });

  it('counts calls between services and not those within', async () => {
    jaeger = await startJaeger({
      '/api/dependencies': {
        data: [
          { parent: 'b', child: 'c', callCount: 2 },
          { parent: 'b', child: 'b', callCount: 9 },
          { parent: 'b', child: 'a', callCount: 1 },
          { parent: 'a', child: 'b', callCount: 3 },
        ],
      },
    });

    await expect(jaeger.store.edges(WINDOW, options())).resolves.toEqual([
      { caller: 'a', callee: 'b', requests: 3 },
      { caller: 'b', callee: 'a', requests: 1 },
      { caller: 'b', callee: 'c', requests: 2 },
    ]);
    expect(jaeger.asked.map(parametersOf)).toEqual([
      { endTs: '1772370000000', lookback: '3600000' },
    ]);
  });
});
