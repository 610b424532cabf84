import request from 'supertest';
import { MemoryTraceStore } from '../__testUtils__/MemoryTraceStore';
import { startTraces } from '../__testUtils__/startTraces';
import { timeAt, traceIdOf } from '../__testUtils__/traces';

const hour = { from: timeAt(0), to: timeAt(3_600_000) };

describe('the traces API', () => {
  const eu = new MemoryTraceStore();
  let portal: Awaited<ReturnType<typeof startTraces>>;

  beforeAll(async () => {
    portal = await startTraces({ stores: { eu } });
  });

  const get = (path: string, query: object = {}) =>
    request(portal.server).get(`/api/traces${path}`).query(query);

  const wide = { from: '2026-01-01T00:00:00Z', to: '2026-02-01T00:00:01Z' };
  it.each<[string, string, object, RegExp]>([
    ['no bounds', '/services', {}, /from/],
    ['one bound', '/edges', { from: hour.from }, /to/],
    ['no service', '/operations', hour, /service/],
    ['an empty service', '/red', { ...hour, service: '' }, /service/],
    [
      'swapped bounds',
      '/search',
      { from: hour.to, to: hour.from },
      /from has to lie before to/,
    ],
    ['equal bounds', '/services', { from: hour.to, to: hour.to }, /before to/],
    ['a window too wide', '/edges', wide, /at most 31 days wide/],
    [
      'a time without a zone',
      '/services',
      { ...hour, from: '2026-01-31T12:00:00' },
      /from/,
    ],
    [
      'a day that is none',
      '/services',
      { ...hour, from: '2026-02-30T12:00:00Z' },
      /from/,
    ],
    [
      'a time before 1970',
      '/services',
      { from: '1969-12-31T00:00:00Z', to: '1969-12-31T01:00:00Z' },
      /1970/,
    ],
    [
      'a time beyond 64 bits',
      '/services',
      { from: '9999-12-31T00:00:00Z', to: '9999-12-31T01:00:00Z' },
      /2262/,
    ],
    ['words for a time', '/services', { ...hour, to: 'now' }, /to/],
    [
      'an unknown parameter',
      '/search',
      { ...hour, tag: 'x' },
      /Unknown query parameter 'tag'/,
    ],
    [
      'an unknown source',
      '/search',
      { ...hour, source: 'us' },
      /no source 'us'. There are 'eu'/,
    ],
    ['a limit of nothing', '/search', { ...hour, limit: 0 }, /limit/],
    ['a limit too large', '/search', { ...hour, limit: 1001 }, /limit/],
    [
      'a limit that is no number',
      '/search',
      { ...hour, limit: 'all' },
      /limit/,
    ],
    ['a yes for true', '/search', { ...hour, errors: 'yes' }, /errors/],
    [
      'a negative duration',
      '/search',
      { ...hour, minDurationMs: -1 },
      /minDurationMs/,
    ],
    [
      'an infinite duration',
      '/search',
      { ...hour, maxDurationMs: '1e400' },
      /maxDurationMs/,
    ],
    [
      'durations swapped',
      '/search',
      { ...hour, minDurationMs: 2, maxDurationMs: 1 },
      /more than maxDurationMs/,
    ],
    [
      'an attribute without a value',
      '/search',
      { ...hour, attribute: 'error' },
      /attribute/,
    ],
    [
      'an attribute without a key',
      '/search',
      { ...hour, attribute: '=x' },
      /attribute/,
    ],
    ['an object for a service', '/search?service[$ne]=x', hour, /service/],
    ['two services', '/search?service=a&service=b', hour, /service/],
    [
      'a garbled cursor',
      '/search',
      { ...hour, cursor: 'x' },
      /cursor is not one of this API/,
    ],
    [
      'a cursor of another kind',
      '/search',
      { ...hour, cursor: btoa('{"after":1}') },
      /cursor is not one/,
    ],
    [
      'a step of nothing',
      '/red',
      { ...hour, service: 'a', stepSeconds: 0 },
      /stepSeconds/,
    ],
    [
      'the runtime of no service',
      '/runtime',
      { ...hour, service: '' },
      /service/,
    ],
    [
      'a runtime of steps too wide',
      '/runtime',
      { ...hour, service: 'a', stepSeconds: 86_401 },
      /stepSeconds/,
    ],
    ['a trace id of words', '/traces/latest', {}, /not hexadecimal/],
    [
      'a trace id with dashes',
      '/traces/4bf92f35-77b3-4da6-a3ce-929d0e0e4736',
      {},
      /not hexadecimal/,
    ],
    ['a trace id of odd length', '/traces/abc', {}, /not hexadecimal/],
    [
      'a trace id that is a path',
      '/traces/..%2Fsources',
      {},
      /not hexadecimal/,
    ],
    [
      'a trace id with a query in it',
      `/traces/${encodeURIComponent("' OR 1=1 --")}`,
      {},
      /not hexadecimal/,
    ],
    [
      'half a hint',
      `/traces/${traceIdOf(1)}`,
      { from: hour.from },
      /from and to together/,
    ],
  ])('refuses %s', async (_, path, query, message) => {
    const asked = eu.calls.length;
    const response = await get(path, query);

    expect(response.body.error).toMatchObject({
      name: 'InputError',
      message: expect.stringMatching(message),
    });
    expect(response.status).toBe(400);
    expect(eu.calls).toHaveLength(asked);
  });

  it.each([
    "x'; DROP TABLE otel_traces; --",
    '{a:String}',
    '%00',
    'ї🦊\n',
    '__proto__',
  ])('takes %j as text', async text => {
    const response = await get('/search', {
      ...hour,
      service: text,
      operation: text,
      attribute: `${text}=${text}`,
    });

    expect(response.body).toMatchObject({ traces: [], moreExist: false });
    expect(eu.calls.at(-1)?.query).toMatchObject({
      services: [text],
      operation: text,
      attributes: [{ key: text, value: text }],
    });
  });
});
