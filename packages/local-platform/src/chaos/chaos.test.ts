import { join } from 'node:path';
import { TestNode } from '../kubelet/__testUtils__/TestNode';
import { SERVER } from '../kubelet/__testUtils__/programs';
import { parseQuantity } from '../kubernetes';
import {
  createKubectl,
  describeWithKubectl,
  whyNoKubectl,
} from '../kubernetes/__testUtils__/kubectl';
import { equals } from '../kubernetes/model/json';
import { FaultTable } from '../network/faults/FaultTable';
import { createPatientPod, startChaosNode } from './__testUtils__/chaosNode';
import { experiment, StoredExperiment } from './__testUtils__/experiment';
import { stressProcesses } from './__testUtils__/stressProcesses';
import { ChaosMesh } from './ChaosMesh';
import { PAUSE_IMAGE } from './injectors/PodInjector';

jest.setTimeout(120_000);

/** An experiment as the shop keeps it in Git. */
const SLOW_PAYMENTS = join(
  __dirname,
  '../../../../examples/shop-platform/infrastructure/kubernetes/chaos-mesh/experiments/network-chaos.yaml',
);
const PODS = ['web', 'core', 'other'];
const PLURALS = [
  ...['networkchaos', 'podchaos', 'stresschaos'],
  ...['httpchaos', 'dnschaos', 'timechaos', 'iochaos'],
];
/** Says on 9090 what a program in the process sees. */
const WITNESS = `
const dns = require('node:dns');
const fs = require('node:fs');
const text = name => process.env.TMPDIR + '/' + name;
fs.writeFileSync(text('a.txt'), 'a');
fs.writeFileSync(text('b.log'), 'b');
const plainWrite = fs.writeFile;
const opened = fs.promises.open(text('a.txt'), 'r+');
let written;
let heard = 0;
const codeOf = async act => {
  try {
    return String(await act());
  } catch (error) {
    return error.code;
  }
};
const RememberedDate = Date;
const hours = date => {
  const real = performance.timeOrigin + performance.now();
  return Math.round((Number(date) - real) / 3_600_000);
};
http.createServer(async (request, response) => {
  const [, what, name, ...rest] = request.url.split('/');
  const seen = {
    echo: () => ({
      url: request.url,
      header: request.headers['x-chaos'] ?? null,
    }),
    relay: async () => {
      const answer = await fetch('http://' + [name, ...rest].join('/'));
      return {
        header: answer.headers.get('x-chaos'),
        body: await answer.json(),
      };
    },
    clock: () => ({
      now: [Date.now(), RememberedDate.now(), new Date()].map(hours),
      text: hours(Date.parse(Date())),
      given: new Date(5).getTime() + new Date(2026, 0).getFullYear(),
      isDate: new Date() instanceof RememberedDate,
    }),
    lookup: () => dns.promises.lookup(name).then(({ address }) => address),
    lookupBack: () => new Promise((done, fail) =>
      dns.lookup(name, (error, address) => (error ? fail(error) : done(address)))),
    files: async () => {
      const handle = await opened;
      const file = text('a.txt');
      const all = {
        read: () => handle.read(Buffer.alloc(1), 0, 1, 0).then(it => it.buffer),
        readFile: () => fs.promises.readFile(file),
        readFileSync: () => fs.readFileSync(file),
        readFileBack: () => new Promise((done, fail) =>
          fs.readFile(file, (error, bytes) => (error ? fail(error) : done(bytes)))),
        stream: async () => { for await (const bytes of fs.createReadStream(file)) return bytes; },
        other: () => fs.promises.readFile(text('b.log')),
        outside: async () => (await fs.promises.readFile(__filename)).length > 0,
        write: () => handle.write('a', 0).then(it => it.bytesWritten),
        size: () => fs.statSync(file).size,
      };
      const entries = Object.entries(all).map(async ([key, act]) => [key, await codeOf(act)]);
      return Object.fromEntries(await Promise.all(entries));
    },
    often: async () => {
      const tries = Array.from({ length: 100 }, () => codeOf(() => fs.readFileSync(text('a.txt'))));
      return (await Promise.all(tries)).filter(code => code === 'EIO').length;
    },
    write: () => {
      written = undefined;
      fs.writeFile(text('c.txt'), 'c', error => { written = error ? error.code : 'written'; });
    },
    isSpoiled: () => fs.writeFile !== plainWrite,
    written: () => written ?? 'not yet',
    hear: () => (heard += 1),
    heard: () => heard,
    big: () => 'x'.repeat(96_000),
    resolve: () => dns.promises.resolve4(name),
  }[what.split('?')[0]];
  const answer = await Promise.resolve().then(seen).catch(error => error.code);
  response.end(JSON.stringify(answer ?? null));
}).listen(9090);`;

const MIB = 1024 * 1024;
/** The processor time that each stress of this process has taken. */
const stressSeconds = () => stressProcesses().map(({ seconds }) => seconds);

/** TCP gives up soon what is lost; what is only late may be as late as it likes. */
const IMPATIENT = {
  dataMs: 10,
  connectMs: 10,
  connectAttempts: 4,
  longestMs: 20,
  attempts: 4,
  connectTimeoutMs: 2 * 3_600_000,
};

describe('chaos on real pods', () => {
  let node: TestNode;
  let mesh: ChaosMesh;

  const resource = (plural: string) =>
    node.client.resource<Pick<StoredExperiment, 'spec' | 'status'>>(
      'chaos-mesh.org/v1alpha1',
      plural,
    );

  async function inject(kind: string, spec: object): Promise<void> {
    const plural = kind.toLowerCase();
    resource(plural).create('shop', experiment(kind, spec));
    await node.until(() =>
      (resource(plural).get('shop', 'one').status?.conditions ?? []).some(
        ({ type, status }) => type === 'AllInjected' && status === 'True',
      ),
    );
  }

  async function recover(plural: string): Promise<void> {
    resource(plural).delete('shop', 'one');
    await node.until(() => !resource(plural).find('shop', 'one'));
  }

  beforeAll(async () => {
    ({ node, mesh } = await startChaosNode(
      new FaultTable({ retransmission: IMPATIENT }),
    ));
    node.addImage(PAUSE_IMAGE, 'setInterval(() => {}, 2 ** 30);');
    for (const name of PODS) {
      node.addImage(name, SERVER + WITNESS);
      createPod(name);
    }
    await node.untilReady(...PODS);
    ['core', 'other'].forEach(name => node.createService(name, [name]));
    await node.until(async () => (await call('core')) === 'core');
    await node.until(async () => (await call('other')) === 'other');
  });

  afterEach(async () => {
    for (const plural of PLURALS) {
      if (resource(plural).find('shop', 'one')) {
        await recover(plural);
      }
    }
  });

  afterAll(async () => {
    mesh?.stop();
    await node?.stop();
  });

  function createPod(name: string): void {
    createPatientPod(node, name, {
      app: name,
      // As the shop's experiments name it.
      ...(name === 'core' && { 'app.kubernetes.io/name': 'payments' }),
    });
  }

  /** What the pod `web` gets when it calls a Service: an answer, or the code of an error. */
  async function call(service: string): Promise<string> {
    return (await ask(service)).text;
  }

  async function ask(what: string): Promise<{ status: number; text: string }> {
    const { podIP } = node.pod('web').status;
    const response = await fetch(`http://${podIP}:8080/call/${what}`);
    return { status: response.status, text: await response.text() };
  }

  /** What the program of a pod sees. */
  async function witness(pod: string, path: string): Promise<unknown> {
    const { podIP } = node.pod(pod).status;
    return await (await fetch(`http://${podIP}:9090/${path}`)).json();
  }

  /** Answers at once, without the fault. */
  async function isUnharmed(what: string, text: string): Promise<void> {
    for (let round = 0; round < 3; round += 1) {
      expect(await call(what)).toBe(text);
    }
  }

  it('delays what the target sends, each time, and nothing else', async () => {
    await inject('NetworkChaos', {
      action: 'delay',
      delay: { latency: '300ms' },
    });
    for (let round = 0; round < 3; round += 1) {
      const began = performance.now();
      expect(await call('core')).toBe('core');
      // Timers may be a little early, and never late enough to hide a missing delay.
      expect(performance.now() - began).toBeGreaterThan(290);
    }
    await recover('networkchaos');

    await inject('NetworkChaos', { action: 'delay', delay: { latency: '1h' } });
    let answer: string | undefined;
    const held = call('core').then(text => {
      answer = text;
    });
    for (let round = 0; round < 3; round += 1) {
      expect(await call('other')).toBe('other');
    }
    expect(answer).not.toBe('core');
    await recover('networkchaos');
    await held;
    await node.until(async () => (await call('core')) === 'core');
  });

  /** How long calls take, in milliseconds, the fastest first. */
  async function timesOf(what: string, count: number): Promise<number[]> {
    const times: number[] = [];
    for (let round = 0; round < count; round += 1) {
      const began = performance.now();
      expect(await call(what)).toMatch(/^core/);
      times.push(performance.now() - began);
    }
    return times.sort((one, other) => one - other);
  }

  const at = (times: readonly number[], percent: number) =>
    times[Math.ceil((times.length * percent) / 100) - 1];

  it('shows jitter in the percentiles of real requests, which are as before after it', async () => {
    // 400 ms by up to 200 ms, each time anew, and timers may be a little early.
    const least = 190;
    const before = await timesOf('core', 20);
    await inject('NetworkChaos', {
      action: 'delay',
      delay: { latency: '400ms', jitter: '200ms', correlation: '0' },
    });
    const during = await timesOf('core', 20);
    await recover('networkchaos');
    const after = await timesOf('core', 20);

    expect(during[0]).toBeGreaterThan(least);
    expect(at(during, 95) - at(during, 5)).toBeGreaterThan(80);
    // A machine that is busy only ever makes a call slower.
    for (const [fastest] of [before, after]) {
      expect(fastest).toBeLessThan(least);
    }
  });

  describeWithKubectl(`by kubectl${whyNoKubectl}`, () => {
    it("is hit by the shop's own experiment when it is applied", async () => {
      // 300 ms by up to 50 ms.
      const least = 240;
      const { scratch, cluster } = node.running;
      const kubectl = createKubectl(scratch, cluster.kubeconfig());
      const before = await timesOf('core', 10);
      const applied = await kubectl(['apply', '-f', SLOW_PAYMENTS]);
      expect(applied.err).toBe('');
      expect(applied.out).toMatch(/payments-delay created/);
      await node.until(async () => {
        const { out } = await kubectl([
          ...['get', 'networkchaos', 'payments-delay', '-n', 'shop', '-o'],
          'jsonpath={.status.conditions[?(@.type=="AllInjected")].status}',
        ]);
        return out === 'True';
      });
      const during = await timesOf('core', 10);
      const deleted = await kubectl(['delete', '-f', SLOW_PAYMENTS]);
      expect(deleted.code).toBe(0);
      const after = await timesOf('core', 10);

      expect(during[0]).toBeGreaterThan(least);
      // A machine that is busy only ever makes a call slower.
      for (const [fastest] of [before, after]) {
        expect(fastest).toBeLessThan(least);
      }
    });
  });

  /** How long `web` waits for all that `core` has to say, in milliseconds. */
  async function timeOfBig(): Promise<number> {
    const began = performance.now();
    const big = `${node.pod('core').status.podIP}:9090/big`;
    expect(await call(big)).toHaveLength(96_002);
    return performance.now() - began;
  }

  it('lets through only so many bytes in a second', async () => {
    // All but what the bucket holds, at 64,000 bytes a second.
    const least = (86_000 / 64_000) * 1000 - 50;
    const isFast = async () => (await timeOfBig()) < least;
    await node.until(isFast);
    await inject('NetworkChaos', {
      action: 'bandwidth',
      bandwidth: { rate: '64kbps', limit: 20_971_520, buffer: 10_000 },
    });
    expect(await timeOfBig()).toBeGreaterThan(least);
    await recover('networkchaos');
    await node.until(isFast);
  });

  it('does several things at once to what is sent, where it is asked for them', async () => {
    // A second for all bytes, and half a second for the last one on its way.
    const least = 1_450;
    const isFast = async () => (await timeOfBig()) < least;
    await node.until(isFast);
    const delay = { latency: '500ms' };
    const rate = { rate: '96kbps' };
    await inject('NetworkChaos', { action: 'netem', delay, rate });
    expect(await timeOfBig()).toBeGreaterThan(least);
    await recover('networkchaos');
    await node.until(isFast);

    const big = `${node.pod('core').status.podIP}:9090/big`;
    await inject('NetworkChaos', {
      ...{ action: 'netem', delay: { latency: '1ms' }, rate },
      loss: { loss: '100' },
    });
    expect(await call(big)).not.toHaveLength(96_002);
    await isUnharmed('other', 'other');
  });

  it.each([
    ['to', true],
    ['from', false],
  ])(
    'holds up only what goes %s the target, from where the fault is',
    async (direction, isHeard) => {
      const core = `${node.pod('core').status.podIP}:9090`;
      // A connection is open: the answer to the wish for one would be held up, too.
      expect(await call(`${core}/heard`)).toMatch(/^\d+$/);
      await inject('NetworkChaos', {
        action: 'delay',
        direction,
        delay: { latency: '1h' },
        target: { mode: 'all', selector: { labelSelectors: { app: 'web' } } },
      });
      const before = Number(await witness('core', 'heard'));
      let answer: string | undefined;
      const held = call(`${core}/hear`).then(text => {
        answer = text;
      });
      await isUnharmed('other', 'other');
      if (isHeard) {
        await node.until(
          async () => (await witness('core', 'heard')) === before + 1,
        );
      }
      expect(await witness('core', 'heard')).toBe(
        isHeard ? before + 1 : before,
      );
      expect(answer).toBeUndefined();
      await recover('networkchaos');
      await held;
    },
  );

  it('holds up both ways, where both are asked for', async () => {
    await inject('NetworkChaos', {
      action: 'delay',
      direction: 'both',
      delay: { latency: '300ms' },
      target: { mode: 'all', selector: { labelSelectors: { app: 'web' } } },
    });
    const [fastest] = await timesOf('core', 3);
    expect(fastest).toBeGreaterThan(585);
    await isUnharmed('other', 'other');
  });

  it('cuts a pod off from those that are named, until it is recovered', async () => {
    await inject('NetworkChaos', {
      action: 'partition',
      direction: 'both',
      target: { mode: 'all', selector: { labelSelectors: { app: 'web' } } },
    });
    for (let round = 0; round < 3; round += 1) {
      expect(await call('core')).not.toBe('core');
      expect(await call('other')).toBe('other');
    }
    await recover('networkchaos');
    await node.until(async () => (await call('core')) === 'core');
  });

  it('loses all calls, none, or a share of them, as it is told', async () => {
    /** Of so many calls, how many got no answer. */
    const lostOf = async (loss: string, count: number) => {
      await inject('NetworkChaos', { action: 'loss', loss: { loss } });
      let lost = 0;
      for (let round = 0; round < count; round += 1) {
        lost += (await call('core')) === 'core' ? 0 : 1;
      }
      expect(await call('other')).toBe('other');
      await recover('networkchaos');
      return lost;
    };
    expect(await lostOf('100', 20)).toBe(20);
    expect(await lostOf('0', 20)).toBe(0);
    // Five segments in a row end a call: one in three at least, one in two at most,
    // so these bounds are four standard deviations away and more.
    const some = await lostOf('80', 60);
    expect(some).toBeGreaterThan(4);
    expect(some).toBeLessThan(56);
  });

  it('reaches the targets that are given by their name', async () => {
    await inject('NetworkChaos', {
      action: 'partition',
      selector: { labelSelectors: { app: 'web' } },
      externalTargets: ['other.shop.svc.cluster.local'],
    });
    expect(await call('other')).not.toBe('other');
    expect(await call('core')).toBe('core');
  });

  it('holds requests up before they reach a port, until that is over', async () => {
    await inject('HTTPChaos', {
      ...{ target: 'Request', port: 8080, path: '/slow*', method: 'GET' },
      delay: '1h',
    });
    let answer: string | undefined;
    const held = call('core/slow/one').then(text => {
      answer = text;
    });
    await isUnharmed('core/quick', 'core');
    await isUnharmed('other/slow', 'other');
    expect(answer).toBeUndefined();
    await recover('httpchaos');
    await held;
    expect(answer).toBe('core');
  });

  it('hangs up on requests, and on answers with a code', async () => {
    await inject('HTTPChaos', {
      ...{ target: 'Request', port: 8080, abort: true },
    });
    expect(await ask('core')).toEqual({
      status: 502,
      text: expect.stringMatching(/ECONNRESET|UND_ERR_SOCKET/),
    });
    await isUnharmed('other', 'other');
    await recover('httpchaos');
    await inject('HTTPChaos', {
      ...{ target: 'Response', port: 8080, code: 502, abort: true },
    });
    await isUnharmed('core', 'core');
    // Core itself gets no answer from nobody.
    expect(await call('core/call/nobody')).not.toBe('ENOTFOUND');
    await recover('httpchaos');
    expect(await call('core/call/nobody')).toBe('ENOTFOUND');
  });

  it('changes what is asked and what is answered, on connections that are open too', async () => {
    expect(await call('core')).toBe('core');
    await inject('HTTPChaos', {
      ...{ target: 'Response', port: 8080, path: '/' },
      delay: '10ms',
      replace: { code: 503, body: Buffer.from('gone').toString('base64') },
    });
    expect(await ask('core')).toEqual({ status: 503, text: 'gone' });
    await isUnharmed('core/else', 'core');
    await recover('httpchaos');
    expect(await ask('core')).toEqual({ status: 200, text: 'core' });
    await inject('HTTPChaos', {
      ...{ target: 'Request', port: 8080 },
      replace: { path: '/call/other' },
    });
    expect(await call('core')).toBe('other');
    await recover('httpchaos');
    await isUnharmed('core', 'core');
  });

  it('adds to what is asked and to what is answered, and leaves the rest', async () => {
    const port = 9090;
    const url = '/echo?size=one';
    const relay = () =>
      witness('web', `relay/${node.pod('core').status.podIP}:${port}${url}`);
    const untouched = { header: null, body: { url, header: null } };
    expect(await relay()).toEqual(untouched);
    await inject('HTTPChaos', {
      ...{ target: 'Response', port },
      patch: {
        body: { type: 'JSON', value: '{"header":{"by":"chaos"},"more":[1]}' },
        headers: [['x-chaos', 'answered']],
      },
    });
    expect(await relay()).toEqual({
      header: 'answered',
      body: { url, header: { by: 'chaos' }, more: [1] },
    });
    await recover('httpchaos');
    await inject('HTTPChaos', {
      ...{ target: 'Request', port },
      patch: {
        queries: [
          ['color', 'red'],
          ['color', 'blue'],
        ],
        headers: [['x-chaos', 'asked']],
      },
    });
    expect(await relay()).toEqual({
      header: null,
      body: { url: `${url}&color=red&color=blue`, header: 'asked' },
    });
    await recover('httpchaos');
    expect(await relay()).toEqual(untouched);
  });

  it('moves the clock of a process, and of no other', async () => {
    const clock = (hours: number) => ({
      now: [hours, hours, hours],
      text: hours,
      given: 2031,
      isDate: true,
    });
    const isAt = async (hours: number) =>
      equals(await witness('core', 'clock'), clock(hours));
    expect(await witness('core', 'clock')).toEqual(clock(0));
    await inject('TimeChaos', { timeOffset: '-36h' });
    await node.until(() => isAt(-36));
    expect(await witness('other', 'clock')).toEqual(clock(0));
    await recover('timechaos');
    await node.until(() => isAt(0));
  });

  it('leads names to nowhere, or to nobody', async () => {
    const ofWeb = { selector: { labelSelectors: { app: 'web' } } };
    const lookups = async (name: string) => [
      await witness('web', `lookup/${name}`),
      await witness('web', `lookupBack/${name}`),
      await witness('web', `resolve/${name}`),
    ];
    await inject('DNSChaos', {
      ...{ ...ofWeb, action: 'error', patterns: ['other.*', 'n?body.test'] },
    });
    expect(await call('other.shop')).toBe('EAI_AGAIN');
    expect(await call('core.shop')).toBe('core');
    await node.until(async () =>
      equals(await lookups('nobody.test'), [
        'EAI_AGAIN',
        'EAI_AGAIN',
        'ESERVFAIL',
      ]),
    );
    expect(await witness('web', 'lookup/localhost')).toMatch(/^127|^::1$/);
    await recover('dnschaos');
    await node.until(async () => (await call('other.shop')) === 'other');

    await inject('DNSChaos', { ...ofWeb, action: 'random' });
    expect(await call('other.shop.svc')).toBe('ETIMEDOUT');
    await node.until(async () =>
      (await lookups('nobody.test')).every(found => /^24\d\./.test(`${found}`)),
    );
    // What needs no name goes on.
    expect(await call(`${node.pod('core').status.podIP}:8080`)).toBe('core');
    await recover('dnschaos');
    await node.until(async () => (await call('other.shop.svc')) === 'other');
  });

  it('lets calls for files fail, and nothing else about them', async () => {
    const well = {
      ...{ read: 'a', readFile: 'a', readFileSync: 'a', readFileBack: 'a' },
      ...{ stream: 'a', other: 'b', outside: 'true', write: '1', size: '1' },
    };
    const isSo = async (expected: object) =>
      equals(await witness('core', 'files'), expected);
    expect(await witness('core', 'files')).toEqual(well);
    const fault = { action: 'fault', volumePath: '/tmp', methods: ['read'] };
    await inject('IOChaos', { ...fault, path: '/tmp/**/*.txt', errno: 5 });
    const failed = {
      readFile: 'EIO',
      readFileSync: 'EIO',
      readFileBack: 'EIO',
    };
    await node.until(() =>
      isSo({ ...well, ...failed, read: 'EIO', stream: 'EIO' }),
    );
    expect(await witness('other', 'files')).toEqual(well);
    await recover('iochaos');
    await node.until(() => isSo(well));

    await inject('IOChaos', { ...fault, errno: 5, percent: 50 });
    await node.until(async () => Number(await witness('core', 'often')) > 0);
    expect(await witness('core', 'often')).not.toBe(100);
  });

  it('holds calls for files up, until that is over', async () => {
    await inject('IOChaos', {
      ...{ action: 'latency', volumePath: '/tmp/', delay: '1h' },
      methods: ['create'],
    });
    await node.until(async () => (await witness('core', 'isSpoiled')) === true);
    await witness('core', 'write');
    expect(await witness('core', 'files')).toMatchObject({ readFile: 'a' });
    expect(await witness('core', 'written')).toBe('not yet');
    await recover('iochaos');
    await node.until(
      async () => (await witness('core', 'written')) === 'written',
    );
  });

  it('refuses such faults where no program would notice, and does not pretend where some would', async () => {
    node.createPod('shell', { image: 'core', command: ['sleep', '600'] });
    await node.untilReady('shell');
    const moved = (...pods: string[]) =>
      experiment('TimeChaos', {
        mode: 'all',
        selector: { pods: { shop: pods } },
        timeOffset: '1h',
      });
    for (const [kind, spec] of [
      ['TimeChaos', { timeOffset: '1h' }],
      ['DNSChaos', { action: 'error', patterns: ['nobody.test'] }],
      ['IOChaos', { action: 'fault', errno: 5, volumePath: '/tmp' }],
    ] as const) {
      const alone = { mode: 'one', selector: { pods: { shop: ['shell'] } } };
      expect(() =>
        resource(kind.toLowerCase()).create(
          'shop',
          experiment(kind, { ...alone, ...spec }),
        ),
      ).toThrow(/none of these is a Node program.*shop\/shell\/app/);
    }
    resource('timechaos').create('shop', moved('shell', 'core'));
    const records = () =>
      resource('timechaos').get('shop', 'one').status?.experiment
        ?.containerRecords ?? [];
    const recordOf = (pod: string) =>
      records().find(({ id }) => id.startsWith(`shop/${pod}/`));
    await node.until(() => (recordOf('shell')?.events ?? []).length > 0);
    expect(recordOf('shell')).toMatchObject({
      phase: 'Not Injected',
      events: [
        {
          operation: 'Apply',
          type: 'Failed',
          message: expect.stringContaining('is no Node program'),
        },
      ],
    });
    expect(recordOf('core')?.phase).toBe('Injected');
    node.deletePod('shell', 0);
  });

  it('kills the process of a container, which starts again in its pod', async () => {
    const { uid } = node.pod('core').metadata;
    const before = node.container('core')?.restartCount ?? 0;
    await inject('PodChaos', {
      action: 'container-kill',
      containerNames: ['app'],
    });
    await node.until(
      () => (node.container('core')?.restartCount ?? 0) === before + 1,
    );
    await node.untilReady('core');
    expect(node.pod('core').metadata.uid).toBe(uid);
    expect(node.container('core')?.lastState.terminated?.exitCode).toBe(137);
  });

  it('lets a pod run without its program, and gives it back', async () => {
    await inject('PodChaos', { action: 'pod-failure' });
    await node.until(() => !node.isReady('core'));
    await node.until(async () => (await call('core')) === 'ECONNREFUSED');
    expect(await call('other')).toBe('other');
    await recover('podchaos');
    await node.untilReady('core');
    await node.until(async () => (await call('core')) === 'core');
  });

  it('takes memory and processor time that count with the pod, and gives them back', async () => {
    const usage = () => {
      const [container] = (
        node.running.cluster.runtime?.podMetrics() ?? []
      ).flatMap(({ name, containers }) => (name === 'core' ? containers : []));
      return {
        bytes: parseQuantity(container?.usage.memory) ?? 0,
        cores: parseQuantity(container?.usage.cpu) ?? 0,
      };
    };
    expect(stressSeconds()).toEqual([]);
    const began = performance.now();
    await inject('StressChaos', {
      stressors: {
        cpu: { workers: 1, load: 100 },
        memory: { workers: 1, size: '200MB' },
      },
    });
    await node.until(() => usage().bytes > 150 * MIB && usage().cores > 0.05);
    await node.until(() => stressSeconds().some(seconds => seconds > 0.5));
    // One worker takes one processor, and Node some more to begin.
    expect(Math.max(...stressSeconds())).toBeLessThan(
      (performance.now() - began) / 1000 + 2,
    );
    await recover('stresschaos');
    await node.until(() => stressSeconds().length === 0);
    await node.until(() => usage().bytes < 120 * MIB && usage().cores < 0.05);
    await node.untilReady('core');
    expect(node.find('core')).toBeDefined();
  });

  it('asks a Service whether it is well, as a status check says', async () => {
    const checks = resource('statuschecks');
    const check = async (url: string) => {
      checks.create('shop', {
        metadata: { name: 'one' },
        spec: {
          type: 'HTTP',
          mode: 'Synchronous',
          intervalSeconds: 1,
          timeoutSeconds: 30,
          failureThreshold: 1,
          http: { url, criteria: { statusCode: '200-299' } },
        },
      });
      const completed = () =>
        checks
          .get('shop', 'one')
          .status?.conditions?.find(
            ({ type, status }) => type === 'Completed' && status === 'True',
          );
      await node.until(() => completed() !== undefined);
      const reason = completed()?.reason;
      await recover('statuschecks');
      return reason;
    };
    expect(await check('http://core.shop/')).toBe(
      'StatusCheckSuccessThresholdExceed',
    );
    expect(await check('http://core.shop.svc.cluster.local/call/nobody')).toBe(
      'StatusCheckFailureThresholdExceed',
    );
    expect(await check('http://nobody.shop.svc.cluster.local/')).toBe(
      'StatusCheckFailureThresholdExceed',
    );
    expect(await check(`${node.running.cluster.url}/`)).toBe(
      'StatusCheckFailureThresholdExceed',
    );
  });

  it('kills a pod', async () => {
    const { uid } = node.pod('core').metadata;
    await inject('PodChaos', { action: 'pod-kill' });
    await node.until(() => node.find('core')?.metadata.uid !== uid);
    await recover('podchaos');
    expect(node.find('core')).toBeUndefined();
  });
});
