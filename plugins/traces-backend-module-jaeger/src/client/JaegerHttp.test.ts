import { stringifyError } from '@backstage/errors';
import { type TraceStore } from '@shop-platform/backstage-plugin-traces-node';
import { once } from 'node:events';
import { type RequestListener } from 'node:http';
import { createStore } from '../__testUtils__/createStore';
import { startPeer, type Peer } from '../__testUtils__/startPeer';

const MEBIBYTE = 1024 * 1024;
const WINDOW = { from: 0n, to: 1_000_000_000n };

let peer: Peer;

afterEach(() => peer.stop());

async function createStoreOn(
  listener: RequestListener,
  timeout = '10s',
): Promise<TraceStore> {
  peer = await startPeer(listener);
  return createStore({
    url: peer.url,
    timeout,
    headers: { authorization: 'Bearer very-secret' },
  });
}

function send(
  status: number,
  contentType: string,
  body: string,
): RequestListener {
  return (_, response) => {
    response.writeHead(status, { 'content-type': contentType });
    response.end(body);
  };
}

/** Asks for the services and gives what went wrong. */
async function findFailure(
  store: TraceStore,
  signal = new AbortController().signal,
): Promise<unknown> {
  return await store
    .services(WINDOW, { signal })
    .catch((error: unknown) => error);
}

const host = () => new URL(peer.url).host;

const badPeers: Record<string, { listener: RequestListener; says: RegExp }> = {
  'says nothing': {
    listener: () => {},
    says: /did not answer within 0\.3 seconds/,
  },
  'stops in the middle': {
    listener: (_, response) => {
      response.setHeader('content-type', 'application/json');
      response.write('{"services": ["a"');
    },
    says: /did not answer within 0\.3 seconds/,
  },
  'breaks off': {
    listener: (request, response) => {
      response.setHeader('content-type', 'application/json');
      response.write('{"services": ["a"', () => request.destroy());
    },
    says: /could not be reached, or broke off \(.+\)/,
  },
  'answers JSON that is not whole': {
    listener: send(200, 'application/json', '{"services": ["a"'),
    says: /JSON that is broken or not whole/,
  },
  'answers in another form': {
    listener: send(200, 'application/json', '{"services":[1]}'),
    says: /\/api\/v3\/services in an unknown form: services\.0: /,
  },
  'shows a sign-in page': {
    listener: send(
      200,
      'text/html; charset=utf-8',
      '<html>Who are you?</html>',
    ),
    says: /'text\/html; charset=utf-8' instead of JSON: .* sign-in page/,
  },
  'redirects to a sign-in page': {
    listener: (_, response) => {
      response.writeHead(302, { location: '/login' });
      response.end();
    },
    says: /sent a redirect instead of an answer/,
  },
  'refuses the credentials': {
    listener: send(401, 'text/plain', 'Bearer very-secret is not known'),
    says: /refused the portal's credentials \(401\)/,
  },
  'failed, and says why': {
    listener: send(
      500,
      'text/plain; charset=utf-8',
      '{"error":{"httpCode":500,"message":"the storage is away"}}\n',
    ),
    says: /: the storage is away$/,
  },
  'failed, as the older API says it': {
    listener: send(
      500,
      'text/plain; charset=utf-8',
      '{"data":null,"errors":[{"code":500,"msg":"the storage is away"}]}\n',
    ),
    says: /: the storage is away$/,
  },
  'failed without a reason': {
    listener: send(502, 'text/html', '<html>Bad Gateway</html>'),
    says: /: HTTP status 502$/,
  },
};

describe('JaegerHttp', () => {
  it.each(Object.entries(badPeers))(
    'gives up on a peer that %s, and names it without the credentials',
    async (_, { listener, says }) => {
      const failure = await findFailure(await createStoreOn(listener, '300ms'));

      expect(failure).toMatchObject({
        name: 'ServiceUnavailableError',
        message: expect.stringMatching(says),
      });
      expect(stringifyError(failure)).toContain(host());
      expect(stringifyError(failure)).not.toContain('very-secret');
    },
  );

  it('names the version that is needed when an endpoint is missing', async () => {
    const store = await createStoreOn(
      send(404, 'text/plain; charset=utf-8', '404 page not found\n'),
    );

    await expect(findFailure(store)).resolves.toMatchObject({
      name: 'NotImplementedError',
      message: `Jaeger at ${host()} has no /api/v3/services: Jaeger 2.19 or later is needed, and 'url' of this source has to hold its base path`,
    });
  });

  it('names a peer that is not there', async () => {
    const store = await createStoreOn(send(200, 'application/json', '{}'));
    await peer.stop();

    await expect(findFailure(store)).resolves.toMatchObject({
      name: 'ServiceUnavailableError',
      message: `Jaeger at ${host()} could not be reached, or broke off (ECONNREFUSED)`,
    });
  });

  it('stops reading an answer that is too long', async () => {
    const chunk = ' '.repeat(MEBIBYTE);
    let sent = 0;
    let closed: Promise<unknown> | undefined;
    const store = await createStoreOn((_, response) => {
      closed = once(response, 'close');
      response.setHeader('content-type', 'application/json');
      const write = () => {
        sent += 1;
        response.write(chunk);
        if (sent < 200) {
          response.once('drain', write);
        } else {
          response.end('{}');
        }
      };
      write();
    });

    await expect(findFailure(store)).resolves.toMatchObject({
      name: 'InputError',
      message: `Jaeger at ${host()} has more to answer than the portal takes (64 MiB): ask for less`,
    });
    await closed;
    expect(sent).toBeLessThan(100);
  });

  it('stops asking when nobody waits any more', async () => {
    const reader = new AbortController();
    let closed: Promise<unknown> | undefined;
    const store = await createStoreOn((_, response) => {
      closed = once(response, 'close');
      reader.abort();
    });

    await expect(findFailure(store, reader.signal)).resolves.toMatchObject({
      name: 'ServiceUnavailableError',
      message: `Jaeger at ${host()} was not waited for any longer`,
    });
    await closed;
  });

  it('sends the headers of the source, below its base path', async () => {
    const seen: unknown[] = [];
    peer = await startPeer((request, response) => {
      seen.push([request.url, request.headers['x-scope-orgid']]);
      send(
        200,
        'application/json',
        '{"services":["b","a"]}',
      )(request, response);
    });
    const store = createStore({
      url: `${peer.url}/tracing/`,
      headers: { 'X-Scope-OrgID': 'shop' },
    });

    await expect(
      store.services(WINDOW, { signal: new AbortController().signal }),
    ).resolves.toEqual(['a', 'b']);
    expect(seen).toEqual([['/tracing/api/v3/services', 'shop']]);
  });
});
