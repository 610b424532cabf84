import { createServer, type Server } from 'node:net';
import { mockServices } from '@backstage/backend-test-utils';
import { LocalServer } from '../__testUtils__/LocalServer';
import { until } from '../__testUtils__/until';
import { DatabaseProbe, toDatabase } from './DatabaseProbe';
import { AbsentError, SilentError } from './errors';
import { readGateway } from './readGateway';
import { Refresher } from './Refresher';
import { TrafficReader, trafficOf } from './TrafficReader';

const signal = () => AbortSignal.timeout(5_000);

describe('Refresher', () => {
  let refresher: Refresher<number>;

  afterEach(() => refresher.stop());

  it('keeps the moment since when nothing was heard, through other reasons', async () => {
    let read: () => Promise<number> = async () => 1;
    refresher = Refresher.start({
      read: () => read(),
      intervalMs: 10,
      timeoutMs: 100,
    });
    expect(refresher.reading).toMatchObject({
      state: 'unknown',
      reason: 'has not answered yet',
    });
    await until(() =>
      expect(refresher.reading).toMatchObject({ state: 'known', value: 1 }),
    );
    const failing = async (reason: string, next: () => Promise<number>) => {
      read = next;
      await until(() => expect(refresher.reading).toMatchObject({ reason }));
      return refresher.reading;
    };
    const first = await failing('refused', async () => {
      throw new Error('refused');
    });
    await failing('reset', async () => {
      throw new TypeError('fetch failed', { cause: new Error('reset') });
    });
    // Minds no signal, so only the limit ends it.
    const last = await failing(
      'no answer within 100 ms',
      () => new Promise<number>(() => {}),
    );

    expect(last).toEqual({ ...first, reason: 'no answer within 100 ms' });
  });

  it('tells what cannot be told from what is silent', async () => {
    const reads = [
      async () => Promise.reject(new AbsentError('cannot tell')),
      async () => Promise.reject(new SilentError('gone', new Date(0))),
    ];
    refresher = Refresher.start({
      read: () => (reads.length > 1 ? reads.splice(0, 1)[0]() : reads[0]()),
      intervalMs: 10,
      timeoutMs: 100,
    });
    const seen: unknown[] = [];
    await until(() => {
      seen.push(refresher.reading);
      expect(refresher.reading).toEqual({
        state: 'unknown',
        since: '1970-01-01T00:00:00.000Z',
        reason: 'gone',
      });
    });
    expect(reads).toHaveLength(1);
  });
});

describe('readGateway', () => {
  let status = 200;
  let server: LocalServer;

  beforeAll(async () => {
    server = await LocalServer.start((_, response) => {
      response.writeHead(status, { location: '/elsewhere' }).end('…');
    });
  });
  afterAll(() => server.stop());

  it.each([
    [200, true],
    [302, true],
    [404, false],
    [503, false],
  ])('takes HTTP %p for serving: %p', async (code, ok) => {
    status = code;
    expect(await readGateway(server.url, signal())).toEqual({
      ok,
      latencyMs: expect.any(Number),
      answer: `HTTP ${code}`,
    });
  });

  it('takes a refused connection for an answer, and silence for none', async () => {
    const gone = await LocalServer.start(() => {});
    await gone.stop();
    expect(await readGateway(gone.url, signal())).toMatchObject({
      ok: false,
      answer: 'connection refused',
    });

    server.isHanging = true;
    await expect(
      readGateway(server.url, AbortSignal.timeout(50)),
    ).rejects.toThrow(/timeout/);
  });
});

describe('the database', () => {
  const row = { replica: true, replicas: 0, receiving: true, lagSeconds: 0.5 };

  it('is a primary with replicas, or a replica that is behind', () => {
    expect(
      toDatabase({
        replica: false,
        replicas: 2,
        receiving: false,
        lagSeconds: null,
      }),
    ).toEqual({ role: 'primary', replicas: 2 });
    expect(toDatabase(row)).toEqual({
      role: 'replica',
      receiving: true,
      lagSeconds: 0.5,
    });
    // A replica that has replayed nothing yet does not know how far it is.
    expect(toDatabase({ ...row, lagSeconds: null })).toEqual({
      role: 'replica',
      receiving: true,
    });
    expect(() => toDatabase(undefined)).toThrow();
  });

  it('that hangs is given up, without its password in the reason', async () => {
    const server: Server = createServer(socket => socket.on('error', () => {}));
    await new Promise<void>(listening =>
      server.listen(0, '127.0.0.1', listening),
    );
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : 0;
    const probe = new DatabaseProbe({
      url: `postgres://portal:secret@127.0.0.1:${port}/shop`,
      timeoutMs: 100,
    });

    const failure = await probe.read(signal()).catch((error: unknown) => error);
    expect(String(failure)).toMatch(/timeout/);
    expect(String(failure)).not.toContain('secret');
    server.close();
  });
});

describe('TrafficReader', () => {
  let answer: { status: number; body: unknown };
  let asked: string[] = [];
  let server: LocalServer;
  const ok = { id: 'a', title: 'A', state: 'answered', elapsedMs: 1 };
  const failed = {
    ...ok,
    id: 'b',
    title: 'B',
    state: 'failed',
    message: 'down',
  };

  beforeAll(async () => {
    server = await LocalServer.start((request, response) => {
      asked.push(`${request.headers.authorization} ${request.url}`);
      response
        .writeHead(answer.status, { 'content-type': 'application/json' })
        .end(JSON.stringify(answer.body));
    });
  });
  afterAll(() => server.stop());
  beforeEach(() => {
    asked = [];
  });

  const reader = () =>
    new TrafficReader({
      auth: mockServices.auth(),
      discovery: mockServices.discovery.mock({
        getBaseUrl: async () => server.url,
      }),
    });
  const read = async (from = reader()) => {
    const value = await from.read(signal());
    const reading = { state: 'known', at: 'now', value } as const;
    return (region: string) => trafficOf(region, reading);
  };

  it('adds up what the sources counted in the last five minutes', async () => {
    answer = {
      status: 200,
      body: {
        groups: [
          { source: 'a', value: 'west1', requests: 90, errors: 1, p95Ms: 80 },
          { source: 'c', value: 'west1', requests: 10, errors: 4, p95Ms: 900 },
          { source: 'a', value: 'west4', requests: 0, errors: 0 },
        ],
        sources: [ok],
      },
    };
    const of = await read();

    expect(of('west1')).toEqual({
      state: 'known',
      at: 'now',
      value: {
        windowSeconds: 300,
        requests: 100,
        errors: 5,
        errorRate: 0.05,
        p95Ms: 900,
      },
    });
    const nothing = {
      state: 'known',
      at: 'now',
      value: { windowSeconds: 300, requests: 0, errors: 0 },
    };
    expect(of('west4')).toEqual(nothing);
    expect(of('north1')).toEqual(nothing);
    expect(asked[0]).toMatch(
      /^Bearer \S+ \/red-by-resource\?attribute=cloud\.region&from=/,
    );
  });

  it('does not take a source that failed for no requests', async () => {
    answer = {
      status: 200,
      body: {
        groups: [{ source: 'a', value: 'west1', requests: 9, errors: 0 }],
        sources: [ok, failed],
      },
    };
    const one = reader();
    const first = (await read(one))('west4');
    expect(first).toEqual({
      state: 'unknown',
      since: expect.any(String),
      reason: 'B: down',
    });
    expect((await read(one))('west4')).toEqual(first);
    expect((await read(one))('west1')).toMatchObject({ state: 'known' });
  });

  it.each([
    [200, { groups: [], sources: [] }, AbsentError, /no source/],
    [
      200,
      { groups: [], sources: [{ ...ok, state: 'unsupported' }] },
      AbsentError,
      /not available by region/,
    ],
    [404, {}, AbsentError, /not installed/],
    [
      503,
      { error: { name: 'X', message: 'No source answered' } },
      Error,
      /503/,
    ],
  ])('HTTP %p with %j', async (status, body, kind, message) => {
    answer = { status, body };
    const failure = await reader()
      .read(signal())
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(kind);
    expect(String(failure)).toMatch(message);
    expect(failure instanceof AbsentError).toBe(kind === AbsentError);
  });
});
