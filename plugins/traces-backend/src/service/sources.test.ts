import {
  InputError,
  NotImplementedError,
  ServiceUnavailableError,
} from '@backstage/errors';
import request from 'supertest';
import {
  MemoryTraceStore,
  waitUntilAborted,
} from '../__testUtils__/MemoryTraceStore';
import { startTraces } from '../__testUtils__/startTraces';
import { createTrace, timeAt, traceIdOf } from '../__testUtils__/traces';

const hour = { from: timeAt(0), to: timeAt(3_600_000) };

describe('sources of which one does not answer', () => {
  const eu = new MemoryTraceStore();
  const us = new MemoryTraceStore();
  let portal: Awaited<ReturnType<typeof startTraces>>;

  beforeAll(async () => {
    portal = await startTraces({ stores: { eu, us } });
  });

  beforeEach(() => {
    for (const store of [eu, us]) {
      const { can } = new MemoryTraceStore();
      Object.assign(store, { traces: [], can, interrupt: () => {} });
    }
  });

  const get = (path: string, query: object = hour) =>
    request(portal.server).get(`/api/traces${path}`).query(query);
  const fail = (error: Error) => () => {
    throw error;
  };
  const routes: [string, object][] = [
    ['/services', hour],
    ['/operations', { ...hour, service: 'orders' }],
    ['/search', hour],
    [`/traces/${traceIdOf(1)}`, {}],
    ['/red', { ...hour, service: 'orders' }],
    ['/edges', hour],
  ];

  it.each(routes)('answer for the other: %s', async (path, query) => {
    eu.traces = [
      createTrace(traceIdOf(1), [{ spanId: 'a', service: 'orders', at: 0 }]),
    ];
    us.interrupt = fail(new ServiceUnavailableError('connection refused'));
    const response = await get(path, query);

    expect(response.status).toBe(200);
    expect(response.body.sources).toEqual([
      expect.objectContaining({ id: 'eu', state: 'answered' }),
      {
        id: 'us',
        title: 'US',
        state: 'failed',
        message: 'connection refused',
        elapsedMs: expect.any(Number),
      },
    ]);
  });

  it.each(routes)('say why none did: %s', async (path, query) => {
    eu.interrupt = fail(new ServiceUnavailableError('connection refused'));
    us.interrupt = fail(new TypeError('x is not a function'));
    const response = await get(path, query);

    expect(response.status).toBe(503);
    expect(response.body.error).toMatchObject({
      name: 'ServiceUnavailableError',
      message:
        'No source answered. EU: connection refused; US: failed unexpectedly; the log of the portal says why',
    });
  });

  it('give its reason as one line of text', async () => {
    us.interrupt = fail(
      new ServiceUnavailableError(
        `502: <html><head><style>p { color: red }</style></head>\n\t<h1>Bad\u0000 gateway</h1><p>${'x'.repeat(
          5000,
        )}</p>`,
      ),
    );
    const { body } = await get('/edges');

    expect(body.sources[1].message).toMatch(/^502: Bad gateway x{50,}…$/);
    expect(body.sources[1].message.length).toBeLessThan(310);

    us.interrupt = fail(new ServiceUnavailableError('<html></html>'));
    expect((await get('/edges')).body.sources[1].message).toMatch(
      /failed unexpectedly/,
    );
  });

  it('pass on that the question was wrong', async () => {
    eu.interrupt = fail(new InputError('the window is too wide'));
    us.interrupt = eu.interrupt;
    const response = await get('/edges');

    expect(response.status).toBe(400);
    expect(response.body.error.message).toBe(
      'EU: the window is too wide; US: the window is too wide',
    );
  });

  it('do not say that a trace is not there', async () => {
    us.interrupt = fail(new ServiceUnavailableError('connection refused'));
    const response = await get(`/traces/${traceIdOf(1)}`, {});

    expect(response.status).toBe(503);
    expect(response.body.error.message).toMatch(
      /has the trace .*1\. US: connection refused/,
    );
  });

  it('tell what the others can', async () => {
    us.capabilities = fail(new NotImplementedError('version 1 is too old'));
    const { body } = await get('/sources', {});
    Reflect.deleteProperty(us, 'capabilities');

    expect(body.sources).toEqual([
      { id: 'eu', title: 'EU', type: 'memory', capabilities: eu.can },
      {
        id: 'us',
        title: 'US',
        type: 'memory',
        error: 'version 1 is too old',
      },
    ]);
  });

  it.each<[string, object, Partial<typeof eu.can>, RegExp]>([
    ['/search', hour, { searchWithoutService: false }, /choose a service/],
    [
      '/search',
      { ...hour, attribute: 'a=b' },
      { attributes: false },
      /attributes/,
    ],
    ['/search', { ...hour, minDurationMs: 1 }, { duration: false }, /duration/],
    ['/search', { ...hour, errors: true }, { errors: false }, /errors/],
    [
      '/red',
      { ...hour, service: 'orders' },
      { red: false },
      /errors and durations/,
    ],
    [
      '/red',
      { ...hour, service: 'a', peer: 'b' },
      { redByPeer: false },
      /calls to another/,
    ],
    [
      '/red',
      { ...hour, service: 'a', resource: 'cloud.region=west' },
      { redByResource: undefined },
      /by an attribute of the resource/,
    ],
    ['/edges', hour, { edges: false }, /which service calls/],
    [
      '/runtime',
      { ...hour, service: 'orders' },
      { runtime: false },
      /keeps no metrics/,
    ],
    [
      '/runtime',
      { ...hour, service: 'orders' },
      { runtime: undefined },
      /keeps no metrics/,
    ],
  ])(
    'are not asked what they cannot answer: %s %j',
    async (path, query, can, message) => {
      us.can = { ...us.can, ...can };
      const asked = us.calls.length;
      const { body, status } = await get(path, query);

      expect(status).toBe(200);
      expect(body.sources).toEqual([
        expect.objectContaining({ id: 'eu', state: 'answered' }),
        expect.objectContaining({
          id: 'us',
          state: 'unsupported',
          message: expect.stringMatching(message),
        }),
      ]);
      expect(us.calls).toHaveLength(asked);
    },
  );

  it('can be asked one at a time', async () => {
    us.interrupt = fail(new Error('not asked'));
    const { body } = await get('/services', { ...hour, source: 'eu' });

    expect(body.sources).toEqual([
      expect.objectContaining({ id: 'eu', state: 'answered' }),
    ]);
  });
});

describe('a slow source', () => {
  it('is waited for no longer than the limit, even when it does not listen', async () => {
    const eu = new MemoryTraceStore();
    const { server } = await startTraces({
      stores: { eu, us: new MemoryTraceStore() },
      limits: { sourceTimeout: '300ms' },
    });
    let signal: AbortSignal | undefined;
    eu.interrupt = options => {
      signal = options.signal;
      return new Promise(() => {});
    };
    const response = await request(server)
      .get('/api/traces/services')
      .query(hour);

    expect(response.body.sources).toEqual([
      expect.objectContaining({
        id: 'eu',
        state: 'failed',
        message: 'did not answer within 0.3 s',
      }),
      expect.objectContaining({ id: 'us', state: 'answered' }),
    ]);
    expect(response.body.sources[0].elapsedMs).toBeLessThan(5000);
    expect(signal?.aborted).toBe(true);
  });
});

describe('a reader who leaves', () => {
  it('stops every source', async () => {
    const stores = { eu: new MemoryTraceStore(), us: new MemoryTraceStore() };
    const { server, record } = await startTraces({ stores });
    const reader = new AbortController();
    const stopped = Object.values(stores).map(
      store =>
        new Promise<void>(resolve => {
          store.interrupt = options => {
            reader.abort();
            return waitUntilAborted(options).finally(resolve);
          };
        }),
    );
    const recorded = new Promise<void>(resolve =>
      record.mockImplementationOnce(() => {}).mockImplementationOnce(resolve),
    );
    const url = `http://127.0.0.1:${server.port()}/api/traces/search`;

    await expect(
      fetch(`${url}?${new URLSearchParams(hour)}`, { signal: reader.signal }),
    ).rejects.toThrow(/abort/i);
    await Promise.all([...stopped, recorded]);

    expect(
      record.mock.calls.map(([, attributes]) => attributes['traces.outcome']),
    ).toEqual(['aborted', 'aborted']);
  });
});
