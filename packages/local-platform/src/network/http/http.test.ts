import { gzipSync } from 'node:zlib';
import { matchesGlob } from '../matchesGlob';
import { HttpExchanges } from './HttpExchanges';
import { HttpRule } from './types';

const RULE: HttpRule = {
  pods: ['shop/core'],
  port: 8080,
  target: 'request',
  matches: {},
};

/** What one side sends, in the pieces given. */
async function* from(...pieces: (string | Buffer)[]) {
  yield* pieces.map(piece => Buffer.from(piece));
}

async function textOf(bytes: AsyncIterable<Buffer>): Promise<string> {
  let text = '';
  for await (const chunk of bytes) {
    text += chunk.toString('latin1');
  }
  return text;
}

/** A connection with rules, over which a request goes and an answer comes. */
async function carry(options: {
  rules: Partial<HttpRule>[];
  request?: (string | Buffer)[];
  response?: (string | Buffer)[];
  isNew?: boolean;
}) {
  const {
    request = ['GET /a HTTP/1.1\r\nhost: core\r\n\r\n'],
    response = ['HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok'],
    isNew = true,
  } = options;
  const rules = options.rules.map(rule => ({ ...RULE, ...rule }));
  const waits: number[] = [];
  const exchanges = new HttpExchanges({
    isNew,
    rules: () => rules,
    pause: async ms => {
      waits.push(ms);
    },
  });
  const asked = await textOf(exchanges.requests(from(...request)));
  const answered = await textOf(exchanges.responses(from(...response)));
  return { asked, answered, waits };
}

const answer = (headers: string, body: string | Buffer) => [
  `HTTP/1.1 200 OK\r\n${headers}\r\n\r\n`,
  body,
];

describe('requests on their way', () => {
  it.each([
    ['/*', '/', true],
    ['/*', '/orders/1', true],
    ['*', '', true],
    ['/orders/*/items', '/orders/1/2/items', true],
    ['/orders/*/items', '/orders/1/item', false],
    ['/order?/1', '/orders/1', true],
    ['/order?/1', '/order/1', false],
    ['/a.b', '/axb', false],
    ['*a*b*', 'xaab', true],
    ['', '/', false],
  ])('match %s against %s', (pattern, path, expected) => {
    expect(matchesGlob(pattern, path)).toBe(expected);
  });

  it.each<[string, HttpRule['matches'], boolean]>([
    ['nothing', {}, true],
    ['the path without the query', { path: '/a' }, true],
    ['another path', { path: '/b' }, false],
    ['the method', { method: 'POST' }, true],
    ['another method', { method: 'GET' }, false],
    ['a header', { requestHeaders: { 'X-Tenant': 'one' } }, true],
    ['another value', { requestHeaders: { 'X-Tenant': 'two' } }, false],
    ['the code', { code: 201 }, true],
    ['another code', { code: 200 }, false],
    ['a header of the answer', { responseHeaders: { 'x-way': 'b' } }, true],
    ['none that the answer has', { responseHeaders: { 'x-way': 'c' } }, false],
  ])('are chosen by %s', async (_, matches, isChosen) => {
    const { waits } = await carry({
      rules: [{ target: 'response', matches, delayMs: 5 }],
      request: [
        'POST /a?b=c HTTP/1.1\r\nx-tenant: one\r\ncontent-length: 0\r\n\r\n',
      ],
      response: [
        'HTTP/1.1 201 Created\r\nx-way: a\r\nx-way: b\r\ncontent-length: 0\r\n\r\n',
      ],
    });
    expect(waits).toEqual(isChosen ? [5] : []);
  });

  it('are changed as a rule says, and nothing else about them', async () => {
    const body = '{"a":1,"b":{"c":2,"d":3}}';
    const { asked } = await carry({
      rules: [
        {
          replace: {
            path: '/other',
            method: 'PUT',
            queries: { q: 'x y' },
            headers: { Host: 'else' },
          },
          patch: {
            queries: [['more', '1']],
            headers: [['X-More', 'two']],
            body: { b: { c: null }, e: [5] },
          },
        },
      ],
      request: [
        `POST /a?q=1&r=2 HTTP/1.1\r\nhost: core\r\nX-Kept: As It Is\r\ncontent-length: ${
          body.length
        }\r\n\r\n${body.slice(0, 7)}`,
        body.slice(7),
        'GET /next HTTP/1.1\r\n\r\n',
      ],
    });
    const changed = '{"a":1,"b":{"d":3},"e":[5]}';
    expect(asked).toBe(
      [
        'PUT /other?q=x+y&r=2&more=1 HTTP/1.1',
        'X-Kept: As It Is',
        'Host: else',
        'X-More: two',
        `content-length: ${changed.length}`,
        '',
        // The next one has no body into which anything could be merged.
        `${changed}PUT /other?q=x+y&more=1 HTTP/1.1`,
        'Host: else',
        'X-More: two',
        '',
        '',
      ].join('\r\n'),
    );
  });

  it.each<[string, Partial<HttpRule>, (string | Buffer)[], string]>([
    [
      'another code',
      { replace: { code: 503 } },
      answer('content-length: 2', 'ok'),
      'HTTP/1.1 503 Service Unavailable\r\ncontent-length: 2\r\n\r\nok',
    ],
    [
      'a code without a body',
      { replace: { code: 204 } },
      answer('content-length: 2', 'ok'),
      'HTTP/1.1 204 No Content\r\n\r\n',
    ],
    [
      'another body, where the end of it comes with that of the connection',
      { replace: { body: Buffer.from('gone') } },
      answer('x: y', 'whatever was there'),
      'HTTP/1.1 200 OK\r\nx: y\r\ncontent-length: 4\r\n\r\ngone',
    ],
    [
      'a patch of JSON that comes compressed and in chunks',
      { patch: { body: { a: 2 } } },
      (() => {
        const zipped = gzipSync('{"a":1}');
        return [
          'HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ntransfer-encoding: chunked\r\n\r\n5\r\n',
          zipped.subarray(0, 5),
          `\r\n${(zipped.length - 5).toString(16)};x\r`,
          '\n',
          zipped.subarray(5),
          '\r\n0\r\nx-sum: 1\r\n\r\n',
        ];
      })(),
      'HTTP/1.1 200 OK\r\ncontent-length: 7\r\n\r\n{"a":2}',
    ],
    [
      'a patch of what is no JSON',
      { patch: { body: { a: 2 } } },
      answer('content-length: 2', 'ok'),
      'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok',
    ],
    [
      'what comes before the answer',
      { replace: { code: 500 } },
      [
        'HTTP/1.1 103 Early Hints\r\nlink: a\r\n\r\nHTTP/1.1 404 Not Found\r\ntransfer-encoding: chunked\r\n\r\n',
        '2\r\nok\r\n0\r\n\r\n',
      ],
      'HTTP/1.1 103 Early Hints\r\nlink: a\r\n\r\nHTTP/1.1 500 Internal Server Error\r\ntransfer-encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n',
    ],
  ])('are answered with %s', async (_, rule, response, expected) => {
    const { answered } = await carry({
      rules: [{ ...rule, target: 'response' }],
      response,
    });
    expect(answered).toBe(expected);
  });

  it('with HEAD have answers without a body, however long they say that it is', async () => {
    const head = 'HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n';
    const { answered } = await carry({
      rules: [{ target: 'response', patch: { headers: [['a', 'b']] } }],
      request: ['HEAD / HTTP/1.1\r\n\r\n', 'GET / HTTP/1.1\r\n\r\n'],
      response: [head, `${head}123456789`],
    });
    expect(answered.match(/a: b/g)).toHaveLength(2);
  });

  it('end with their connection where a rule says so', async () => {
    await expect(carry({ rules: [{ abort: true }] })).rejects.toThrow(
      'ECONNRESET',
    );
    await expect(
      carry({ rules: [{ abort: true, matches: { path: '/b' } }] }),
    ).resolves.toMatchObject({ waits: [] });
  });

  it('are found on a connection that was there before, from the next one on', async () => {
    const { asked, answered, waits } = await carry({
      isNew: false,
      rules: [{ delayMs: 7, matches: { path: '/next' } }],
      request: [
        'the rest of a body, GET /next HTTP/1.1\r\n',
        'GET /next HTTP/1.1\r\nhost: core\r\n\r\n',
      ],
    });
    expect(asked).toContain('the rest of a body');
    expect(waits).toEqual([7]);
    expect(answered).toMatch(/ok$/);
  });

  it.each([
    ['TLS', ['\x16\x03\x01\x02', 'GET / HTTP/1.1']],
    ['HTTP/2', ['PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 'bytes']],
    ['lines', ['PING', 'PONG\r\n\r\n']],
    ['a head that never ends', [`GET /${'a'.repeat(70_000)}`, 'bytes']],
    [
      'what they changed to',
      [
        'GET / HTTP/1.1\r\nupgrade: x\r\n\r\n',
        'GET /not HTTP/1.1 any more\r\n\r\n',
      ],
    ],
  ])('that are none pass as they are: %s', async (_, request) => {
    const response = ['HTTP/1.1 101 Switching Protocols\r\n\r\n', 'bytes'];
    const { asked, answered } = await carry({
      rules: [{ target: 'response', replace: { code: 500 } }],
      request,
      response,
    });
    expect(asked).toBe(request.join(''));
    expect(answered).toBe(response.join(''));
  });

  it('are as they were once a rule is lifted, also those that wait', async () => {
    let rules: HttpRule[] = [{ ...RULE, delayMs: 5, replace: { path: '/b' } }];
    const exchanges = new HttpExchanges({
      isNew: true,
      rules: () => rules,
      pause: async (_ms, isNeeded) => {
        expect(isNeeded()).toBe(true);
        rules = [];
        expect(isNeeded()).toBe(false);
      },
    });
    const request = 'GET /a HTTP/1.1\r\n\r\n';
    expect(await textOf(exchanges.requests(from(request, request)))).toBe(
      request + request,
    );
  });
});
