import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, RequestListener, Server } from 'node:http';
import { AddressInfo, connect } from 'node:net';
import { findFreePort } from '../ports';
import { eventually } from '../__testUtils__/scratch';

/** Whether nobody takes new connections any more. */
async function isRefused(port: number): Promise<boolean> {
  const socket = connect({ host: '127.0.0.1', port });
  try {
    await once(socket, 'connect');
    return false;
  } catch {
    return true;
  } finally {
    socket.destroy();
  }
}

class Backend {
  readonly name: string;
  readonly requests: string[] = [];
  server!: Server;
  port = 0;
  isReady = true;
  answer: RequestListener;

  constructor(name: string) {
    this.name = name;
    this.answer = this.echo;
  }

  echo: RequestListener = (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', chunk => chunks.push(chunk));
    request.on('end', () =>
      response.end(
        JSON.stringify({
          name: this.name,
          body: Buffer.concat(chunks).toString(),
          headers: request.headers,
        }),
      ),
    );
  };

  async start() {
    this.server = createServer((request, response) => {
      if (request.url === '/readyz') {
        response.writeHead(this.isReady ? 200 : 503).end();
        return;
      }
      this.requests.push(`${request.method} ${request.url}`);
      this.answer(request, response);
    });
    this.server.listen(this.port, '127.0.0.1');
    await once(this.server, 'listening');
    this.port = (this.server.address() as AddressInfo).port;
  }

  async stop() {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }
}

describe('the proxy before the shop and its regions', () => {
  const first = new Backend('europe-west1');
  const second = new Backend('europe-west4');
  let proxy: ChildProcess;
  let url: string;

  const health = async () => {
    const response = await fetch(`${url}/healthz/ready`);
    return { status: response.status, body: await response.json() };
  };
  const statuses = async () =>
    (await health().catch(() => undefined))?.body.upstreams
      .map(({ status }: { status: string }) => status)
      .join(', ');
  const servedBy = async () =>
    (await fetch(`${url}/products`)).headers.get('x-served-by');

  beforeEach(async () => {
    for (const backend of [first, second]) {
      backend.isReady = true;
      backend.requests.length = 0;
      backend.answer = backend.echo;
      await backend.start();
    }
    const port = await findFreePort();
    url = `http://127.0.0.1:${port}`;
    proxy = spawn(process.execPath, [require.resolve('./proxy.cjs')], {
      env: {
        PROXY_PORT: String(port),
        PROXY_HOST: '127.0.0.1',
        PROXY_UPSTREAMS: JSON.stringify(
          [first, second].map(({ name, port: at }) => ({
            name,
            url: `http://127.0.0.1:${at}`,
            health: '/readyz',
          })),
        ),
      },
      stdio: 'ignore',
    });
    await eventually(async () => (await statuses()) === 'ready, ready');
  });

  afterEach(async () => {
    if (proxy.exitCode === null) {
      proxy.kill('SIGKILL');
      await once(proxy, 'close');
    }
    await Promise.all([first, second].map(each => each.stop()));
  });

  it('hands a request on whole, and says who answered', async () => {
    const response = await fetch(`${url}/orders?state=new`, {
      method: 'POST',
      body: 'an order',
      headers: {
        traceparent: '00-1-2-01',
        connection: 'x-mine',
        'x-mine': '1',
      },
    });
    expect(response.headers.get('x-served-by')).toBe('europe-west1');
    expect(first.requests).toEqual(['POST /orders?state=new']);
    const { body, headers } = await response.json();
    expect(body).toBe('an order');
    expect(headers).toMatchObject({
      traceparent: '00-1-2-01',
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-proto': 'http',
      'x-forwarded-host': new URL(url).host,
    });
  });

  it('turns to the next when one is not ready, and back when it is', async () => {
    first.isReady = false;
    await eventually(async () => (await servedBy()) === 'europe-west4');
    expect((await health()).body.upstreams[0]).toMatchObject({
      name: 'europe-west1',
      status: 'unavailable',
      reason: 'it answers 503',
      since: expect.any(String),
    });
    first.isReady = true;
    await eventually(async () => (await servedBy()) === 'europe-west1');
  });

  it('loses no visit when one is gone, even before that is known', async () => {
    await first.stop();
    const answers = await Promise.all(Array.from({ length: 20 }, servedBy));
    expect(new Set(answers)).toEqual(new Set(['europe-west4']));
    await first.start();
  });

  it('serves a visit elsewhere when the one that it waits for hangs', async () => {
    first.answer = () => undefined;
    const visit = fetch(`${url}/products`);
    await eventually(() => first.requests.length === 1);
    first.isReady = false;
    expect((await visit).headers.get('x-served-by')).toBe('europe-west4');
  });

  it('does not place an order a second time', async () => {
    first.answer = request => request.socket.destroy();
    const response = await fetch(`${url}/orders`, {
      method: 'POST',
      body: 'an order',
    });
    expect(response.status).toBe(502);
    expect(response.headers.get('content-type')).toBe(
      'application/problem+json',
    );
    expect(await response.json()).toMatchObject({
      status: 502,
      detail: expect.stringMatching(/^europe-west1 did not answer \(/),
    });
    expect(second.requests).toEqual([]);
  });

  it('says so when nobody is there', async () => {
    await Promise.all([first, second].map(each => each.stop()));
    await eventually(
      async () => (await statuses()) === 'unavailable, unavailable',
    );
    expect((await health()).status).toBe(503);
    const response = await fetch(`${url}/products`);
    expect(response.status).toBe(502);
    await Promise.all([first, second].map(each => each.start()));
  });

  it('ends orderly: what was begun is answered', async () => {
    let release = () => {};
    first.answer = (_request, response) => {
      release = () => response.end('late');
    };
    const begun = fetch(`${url}/slow`);
    await eventually(() => first.requests.length === 1);
    proxy.kill('SIGTERM');
    await eventually(() => isRefused(Number(new URL(url).port)));
    const closed = once(proxy, 'close');
    release();
    expect(await (await begun).text()).toBe('late');
    await closed;
  });
});
