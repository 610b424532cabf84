import { PodProcess } from '../__testUtils__/PodProcess';
import { PodNetwork } from '../proxy/PodNetwork';
import { Destination } from '../proxy/types';
import { ServiceTable } from '../ServiceTable';
import { FaultTable } from './FaultTable';

/** What the code asked to wait for; nobody waits for it here. */
const mockWaits: number[] = [];

jest.mock('../proxy/pauseUntilChange', () => ({
  async pauseUntilChange(_: unknown, ms: number) {
    mockWaits.push(ms);
  },
}));

const CORE: Destination = {
  kind: 'pod',
  pod: 'shop/core',
  host: '127.200.0.1',
  port: 8080,
};
const ALL = [{ loss: { probability: 1, correlation: 0 } }];
/** 200 ms, which doubles until it would be more than two minutes; fifteen in all. */
const DATA_WAITS = [
  ...[200, 400, 800, 1_600, 3_200, 6_400, 12_800, 25_600, 51_200, 102_400],
  ...[120_000, 120_000, 120_000, 120_000, 120_000],
];

beforeEach(() => mockWaits.splice(0));

describe('what is lost, as Linux sends it again', () => {
  it('waits 200 ms, twice as long each time, and is given up after fifteen', async () => {
    const table = new FaultTable();
    table.set('all', ALL);
    const disturbance = table.find('shop/web', CORE);
    await expect(disturbance?.carry(Buffer.from('x'), 'out')).rejects.toThrow(
      'ETIMEDOUT',
    );
    expect(mockWaits).toEqual(DATA_WAITS);
  });

  it('waits no longer than until it arrives', async () => {
    // A rule draws once for losses and once for jitters when it begins.
    const draws = [0, 0, 0.1, 0.2, 0.3];
    const table = new FaultTable({ random: () => draws.shift() ?? 0.9 });
    table.set('half', [{ loss: { probability: 0.5, correlation: 0 } }]);
    await table.find('shop/web', CORE)?.carry(Buffer.from('x'), 'out');
    expect(mockWaits).toEqual([200, 400, 800]);
  });

  it('is sent again by itself: of ten segments only those that were lost', async () => {
    let draws = 0;
    const table = new FaultTable({
      random: () => {
        draws += 1;
        return 0.1;
      },
    });
    table.set('some', [{ loss: { probability: 0.5, correlation: 0 } }]);
    const carried = table
      .find('shop/web', CORE)
      ?.carry(Buffer.alloc(14_600), 'out');
    await expect(carried).rejects.toThrow('ETIMEDOUT');
    // Each of the ten is sent once and fifteen times more.
    expect(draws - 2).toBe(10 * 16);
  });

  it('is a connection that times out after ten seconds: 1, 2, 4 and what is left', async () => {
    const table = new FaultTable();
    table.set('all', ALL);
    const connected = table.find('shop/web', CORE)?.beforeConnect?.();
    await expect(connected).rejects.toThrow('ETIMEDOUT');
    expect(mockWaits).toEqual([1_000, 2_000, 4_000, 3_000]);
  });
});

describe('an open connection that loses everything', () => {
  // Addresses that no other test of this machine has at the same time.
  const prefix = `127.${64 + (process.pid % 64)}.${(process.pid >> 6) % 256}`;
  const resolver = new ServiceTable();
  const faults = new FaultTable();
  const networks: PodNetwork[] = [];
  const pods: PodProcess[] = [];

  beforeAll(async () => {
    for (const [index, pod] of ['core', 'web'].entries()) {
      const podIp = `${prefix}.${index + 1}`;
      resolver.setPod(pod, { namespace: 'shop', ip: podIp });
      networks.push(await PodNetwork.start({ pod, podIp, resolver, faults }));
      pods.push(PodProcess.start(podIp));
    }
  });

  afterAll(async () => {
    await Promise.all(pods.map(pod => pod.stop()));
    await Promise.all(networks.map(network => network.stop()));
  });

  it('is reset for both sides, after all that TCP tries', async () => {
    const [core, web] = pods;
    await core.run(`
      const net = require('node:net');
      globals.ended = new Promise(done => {
        globals.server = net.createServer(socket => {
          socket.on('data', bytes => socket.write(bytes));
          socket.on('error', error => done(error.code));
          socket.on('end', () => done('ended'));
        });
      });
      await new Promise(done => globals.server.listen(8080, '0.0.0.0', done));`);
    const echoed = await web.run(`
      const net = require('node:net');
      const socket = net.connect(8080, '${prefix}.1');
      globals.socket = socket;
      socket.write('before');
      return await new Promise((done, fail) =>
        socket.on('error', fail).once('data', bytes => done(String(bytes))));`);
    expect(echoed).toMatchObject({ value: 'before' });
    expect(mockWaits).toEqual([]);

    faults.set('all', ALL);
    const code = await web.run(`
      globals.socket.write('after');
      return await new Promise(done => {
        globals.socket.on('error', error => done(error.code));
        globals.socket.on('end', () => done('ended'));
      });`);
    expect(code).toMatchObject({ value: 'ECONNRESET' });
    expect(await core.run('return await globals.ended;')).toMatchObject({
      value: 'ECONNRESET',
    });
    expect(mockWaits).toEqual(DATA_WAITS);
  });
});
