import { AddressInfo, createServer } from 'node:net';
import { once } from 'node:events';
import { PodProcess } from './__testUtils__/PodProcess';
import { Disturbance, Faults } from './proxy/types';
import { PodNetwork } from './proxy/PodNetwork';
import { withCode } from './proxy/withCode';
import { ServiceTable } from './ServiceTable';

/** Faults that a test turns on and off. */
class SwitchedFaults implements Faults {
  #disturbance: Disturbance | undefined;
  readonly #listeners = new Set<() => void>();

  set(disturbance: Disturbance | undefined): void {
    this.#disturbance = disturbance;
    this.#listeners.forEach(listener => listener());
  }

  find() {
    return this.#disturbance;
  }

  onChange(listener: () => void) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

const SERVE = `
  const http = require('node:http');
  const server = http.createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    response.end(JSON.stringify({
      me: NAME,
      caller: request.socket.remoteAddress,
      host: request.headers.host,
      bytes: Buffer.concat(chunks).length,
    }));
  });
  await new Promise((done, fail) => server.on('error', fail).listen(8080, '0.0.0.0', done));
  globals.server = server;
  return server.address().address;`;

const get = (url: string) => `return await (await fetch('${url}')).json();`;

describe("a pod's network", () => {
  // Addresses that no other test of this machine has at the same time.
  const prefix = `127.${64 + (process.pid % 64)}.${(process.pid >> 6) % 256}`;
  const table = new ServiceTable();
  const faults = new SwitchedFaults();
  const networks: PodNetwork[] = [];
  const pods: Record<string, PodProcess> = {};

  beforeAll(async () => {
    for (const [index, pod] of ['core-1', 'core-2', 'web'].entries()) {
      const podIp = `${prefix}.${index + 1}`;
      table.setPod(pod, { namespace: 'shop', ip: podIp });
      networks.push(
        await PodNetwork.start({ pod, podIp, resolver: table, faults }),
      );
      pods[pod] = PodProcess.start(podIp);
    }
    table.setService('shop', 'core', {
      ports: [
        {
          port: 80,
          endpoints: [1, 2].map(index => ({
            host: `${prefix}.${index}`,
            port: 8080,
            pod: `core-${index}`,
          })),
        },
      ],
    });
    table.setService('shop', 'empty', { ports: [{ port: 80, endpoints: [] }] });
    // Both bind the same port of all addresses, as containers do.
    for (const pod of ['core-1', 'core-2']) {
      await pods[pod].run(SERVE.replace('NAME', JSON.stringify(pod)));
    }
  });

  afterEach(() => faults.set(undefined));

  afterAll(async () => {
    await Promise.all(Object.values(pods).map(pod => pod.stop()));
    await Promise.all(networks.map(network => network.stop()));
  });

  it('leads names of the cluster to the pods in turn, from the address of the pod', async () => {
    const answers = [];
    for (const host of [
      'core.shop.svc.cluster.local',
      'core.shop.svc',
      'core.shop',
      'core',
    ]) {
      answers.push(
        await pods.web.run(`
          const http = require('node:http');
          return await new Promise((done, fail) =>
            http.get('http://${host}/', { agent: false }, async response => {
              let text = '';
              for await (const chunk of response) text += chunk;
              done(JSON.parse(text));
            }).on('error', fail));`),
      );
    }
    const caller = `${prefix}.3`;
    expect(answers).toEqual([
      {
        value: {
          me: 'core-1',
          caller,
          host: 'core.shop.svc.cluster.local',
          bytes: 0,
        },
      },
      { value: { me: 'core-2', caller, host: 'core.shop.svc', bytes: 0 } },
      { value: { me: 'core-1', caller, host: 'core.shop', bytes: 0 } },
      { value: { me: 'core-2', caller, host: 'core', bytes: 0 } },
    ]);
  });

  it('carries what is large, both ways, and a half-closed connection', async () => {
    const bytes = 5_000_000;
    expect(
      await pods.web.run(`
        const answer = await fetch('http://core/', { method: 'POST', body: Buffer.alloc(${bytes}) });
        return (await answer.json()).bytes;`),
    ).toEqual({ value: bytes });

    await pods['core-1'].run(`
      globals.echo = require('node:net').createServer({ allowHalfOpen: true }, socket => {
        let size = 0;
        socket.on('data', chunk => { size += chunk.length; });
        socket.on('end', () => socket.end(Buffer.alloc(size * 2)));
      });
      await new Promise(done => globals.echo.listen(9000, done));`);
    expect(
      await pods.web.run(`
        const socket = require('node:net').connect(9000, '${prefix}.1');
        socket.end(Buffer.alloc(3_000_000));
        let size = 0;
        for await (const chunk of socket) size += chunk.length;
        return [size, socket.remoteAddress ?? 'closed'];`),
    ).toMatchObject({ value: [6_000_000, expect.any(String)] });
  });

  it.each([
    [
      'a name that is not there',
      'http://nobody.shop.svc.cluster.local/',
      'ENOTFOUND',
    ],
    ['a service without ready pods', 'http://empty/', 'ECONNREFUSED'],
    ['a port that the service has not', 'http://core:81/', 'ECONNREFUSED'],
    [
      'a port on which nobody listens',
      `http://${prefix}.3:8080/`,
      'ECONNREFUSED',
    ],
  ])('gives the error of the system for %s', async (_, url, code) => {
    expect(await pods.web.run(get(url))).toMatchObject({ error: { code } });
  });

  it('leads data services to where they are', async () => {
    const { outside, port } = await listenOutside('127.0.0.1');
    table.setService('data', 'store', {
      ports: [{ port: 6379, endpoints: [{ host: '127.0.0.1', port }] }],
    });
    expect(
      await pods.web.run(
        `return (await fetch('http://store.data.svc.cluster.local:6379/')).status;`,
      ),
    ).toEqual({ value: 204 });
    outside.close();
    await once(outside, 'close');
    expect(
      await pods.web.run(get('http://store.data.svc.cluster.local:6379/')),
    ).toMatchObject({ error: { code: 'ECONNREFUSED' } });
  });

  it('leads to hosts outside, and disturbs what goes there', async () => {
    // No pod's, as an address of the world is none.
    const address = `${prefix}.200`;
    const { outside, port } = await listenOutside(address);
    const ask = `return (await fetch('http://${address}:${port}/')).status;`;
    expect(await pods.web.run(ask)).toEqual({ value: 204 });

    faults.set({
      async beforeConnect() {
        throw withCode('ECONNREFUSED');
      },
      carry: async chunk => chunk,
    });
    expect(await pods.web.run(ask)).toMatchObject({
      error: { code: 'ECONNREFUSED' },
    });
    faults.set(undefined);
    expect(await pods.web.run(ask)).toEqual({ value: 204 });
    outside.close();
    await once(outside, 'close');
  });

  it('finds the pod itself at localhost', async () => {
    expect(
      await pods['core-2'].run(get('http://localhost:8080/')),
    ).toMatchObject({
      value: { me: 'core-2' },
    });
  });

  it('disturbs new connections and those that are open, and no longer than told', async () => {
    const time = `
      const began = performance.now();
      await (await fetch('http://core/')).json();
      return performance.now() - began;`;
    const measure = async () => {
      const answer = await pods.web.run(time);
      return (answer as { value: number }).value;
    };
    await measure();
    const { promise: late, release } = gate();
    faults.set({
      async carry(chunk) {
        // From here on, so that a pod that begins late is held as long.
        setTimeout(release, 300);
        await late;
        return chunk;
      },
    });
    expect(await measure()).toBeGreaterThan(250);

    faults.set({
      async beforeConnect() {
        throw withCode('ECONNREFUSED');
      },
      carry: async chunk => chunk,
    });
    expect(
      await pods.web.run(`
        const http = require('node:http');
        return await new Promise((done, fail) => http.get('http://core/', { agent: false }, done).on('error', fail));`),
    ).toMatchObject({ error: { code: 'ECONNREFUSED' } });
    faults.set({
      async carry() {
        throw withCode('ECONNRESET');
      },
    });
    expect(await pods.web.run(get('http://core/'))).toMatchObject({
      error: { code: expect.stringMatching(/ECONNRESET|UND_ERR_SOCKET/) },
    });
    faults.set(undefined);
    expect(await pods.web.run(get('http://core/'))).toMatchObject({
      value: { me: expect.stringMatching(/^core-/) },
    });
  });
});

/** A server that is no pod's and answers each connection once. */
async function listenOutside(host: string) {
  const outside = createServer(socket =>
    socket.once('data', () =>
      socket.end('HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n'),
    ),
  );
  outside.listen(0, host);
  await once(outside, 'listening');
  const { port } = outside.address() as AddressInfo;
  return { outside, port };
}

function gate() {
  let release = () => {};
  const promise = new Promise<void>(resolve => {
    release = resolve;
  });
  return { promise, release };
}
