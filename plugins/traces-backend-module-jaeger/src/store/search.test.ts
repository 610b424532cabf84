import { once } from 'node:events';
import { type ServerResponse } from 'node:http';
import {
  failWith,
  parametersOf,
  send,
  startJaeger,
  type StartedJaeger,
} from '../__testUtils__/startJaeger';

const SECOND = 1_000_000_000n;
const FROM = 1_772_366_400n * SECOND;
const WINDOW = { from: FROM, to: FROM + 3600n * SECOND };
const TRACE_ID = '0af7651916cd43dd8448eb211c80319c';

let jaeger: StartedJaeger;

afterEach(() => jaeger.stop());

const options = () => ({ signal: new AbortController().signal });

function createSummary(number: number, seconds: number) {
  return {
    traceId: number.toString(16).padStart(32, '0'),
    minStartTimeUnixNano: String(FROM + BigInt(seconds) * SECOND),
    maxEndTimeUnixNano: String(FROM + BigInt(seconds) * SECOND + 7n),
    spanCount: 1,
  };
}

describe('JaegerTraceStore, search', () => {
  const path = '/api/v3/trace-summaries';

  it('asks for each service, a few at a time, and merges what they have in common', async () => {
    let open = 0;
    let most = 0;
    jaeger = await startJaeger({
      [path]: (url: URL, response: ServerResponse) => {
        const number = Number(url.searchParams.get('query.serviceName'));
        open += 1;
        most = Math.max(most, open);
        setImmediate(() => {
          open -= 1;
          send(response, {
            summaries: [createSummary(number, number), createSummary(0, 99)],
          });
        });
      },
    });
    const services = Array.from({ length: 20 }, (_, index) => `${index + 1}`);

    const answer = await jaeger.store.search(
      { ...WINDOW, services, limit: 3 },
      options(),
    );

    expect(answer.moreExist).toBe(true);
    expect(
      answer.traces.map(({ traceId }) => Number.parseInt(traceId, 16)),
    ).toEqual([0, 20, 19]);
    expect(
      jaeger.asked.map(url => url.searchParams.get('query.serviceName')).sort(),
    ).toEqual([...services].sort());
    expect(most).toBeGreaterThan(1);
    expect(most).toBeLessThanOrEqual(6);
  });

  it("asks in Jaeger's words", async () => {
    jaeger = await startJaeger({ [path]: {} });

    await jaeger.store.search(
      {
        from: FROM + 1n,
        to: FROM + 5n * SECOND,
        services: ['core-service'],
        operation: 'GET /orders & more',
        attributes: [
          { key: 'http.route', value: '/a=b' },
          { key: '__proto__', value: '1' },
        ],
        errors: true,
        minDurationNano: 5n,
        maxDurationNano: 0n,
        limit: 20,
      },
      options(),
    );

    expect(jaeger.asked.map(parametersOf)).toEqual([
      {
        'query.serviceName': 'core-service',
        'query.operationName': 'GET /orders & more',
        'query.attributes':
          '{"http.route":"/a=b","__proto__":"1","error":"true"}',
        'query.startTimeMin': '2026-03-01T12:00:00.000000001Z',
        'query.startTimeMax': '2026-03-01T12:00:04.999999999Z',
        'query.durationMin': '5ns',
        'query.durationMax': '1ns',
        'query.searchDepth': '21',
      },
    ]);
  });

  it('fails as a whole when one service fails, and stops asking about the others', async () => {
    const stopped: Promise<unknown>[] = [];
    jaeger = await startJaeger({
      [path]: (url: URL, response: ServerResponse) => {
        if (stopped.length < 5) {
          stopped.push(once(response, 'close'));
        } else {
          failWith(500, 'the storage is away')(url, response);
        }
      },
    });
    const services = Array.from({ length: 100 }, (_, index) => `${index}`);

    await expect(
      jaeger.store.search({ ...WINDOW, services, limit: 3 }, options()),
    ).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringMatching(/: the storage is away$/),
    });
    await Promise.all(stopped);
    expect(jaeger.asked).toHaveLength(6);
  });

  it.each([
    [
      'a continuation',
      { after: { time: FROM, traceId: TRACE_ID } },
      'Jaeger cannot continue a search: narrow its time',
    ],
    [
      'two values of an attribute',
      { attributes: ['1', '2'].map(value => ({ key: 'user.id', value })) },
      "Jaeger takes one value of an attribute, and 'user.id' has two",
    ],
    [
      'more services than it can ask for',
      { services: Array.from({ length: 201 }, (_, index) => `${index}`) },
      'Jaeger is asked about each service on its own, and 201 are too many: choose one',
    ],
    [
      'a time before 1970',
      { from: -1n },
      'Jaeger can only be asked about the years from 1970 to 9999',
    ],
  ])('refuses %s', async (_, condition, message) => {
    jaeger = await startJaeger({ [path]: {} });

    await expect(
      jaeger.store.search({ ...WINDOW, limit: 3, ...condition }, options()),
    ).rejects.toMatchObject({ name: 'InputError', message });
    expect(jaeger.asked).toEqual([]);
  });

  it('hands on what Jaeger finds wrong with a search', async () => {
    jaeger = await startJaeger({
      [path]: failWith(400, 'malformed parameter query.searchDepth'),
    });

    await expect(
      jaeger.store.search({ ...WINDOW, limit: 3 }, options()),
    ).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringMatching(
        /: malformed parameter query\.searchDepth$/,
      ),
    });
  });
});
