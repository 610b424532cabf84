import { TestNode } from '../kubelet/__testUtils__/TestNode';
import { SERVER } from '../kubelet/__testUtils__/programs';
import { createPatientPod, startChaosNode } from './__testUtils__/chaosNode';
import { experiment, StoredExperiment } from './__testUtils__/experiment';
import { stressProcesses } from './__testUtils__/stressProcesses';
import { ChaosMesh } from './ChaosMesh';

jest.setTimeout(120_000);

/** Far longer than a call takes, also on a busy machine. */
const DELAY_MS = 300;
/** Timers may be a little early. */
const EARLY_MS = 10;
const CALLS = 5;
const PODS = ['web', 'core', 'other'];
/** Says on 9090 how long a call for a file took in this process, in milliseconds. */
const WATCH = `
const fs = require('node:fs');
const file = process.env.TMPDIR + '/a.txt';
fs.writeFileSync(file, 'a');
http.createServer(async (request, response) => {
  const began = performance.now();
  await {
    '/read': () => fs.promises.readFile(file),
    '/write': () => fs.promises.writeFile(file, 'b'),
  }[request.url]();
  response.end(String(performance.now() - began));
}).listen(9090);`;

/**
 * What faults do, in numbers. No bound here depends on how fast the machine is: what
 * is slowed takes at least as long as it is told, and what is not takes less.
 */
describe('the effect of a fault, measured', () => {
  let node: TestNode;
  let mesh: ChaosMesh;

  const resource = (plural: string) =>
    node.client.resource<Pick<StoredExperiment, 'spec' | 'status'>>(
      'chaos-mesh.org/v1alpha1',
      plural,
    );

  async function inject(kind: string, spec: object, name = 'one') {
    const plural = kind.toLowerCase();
    resource(plural).create('shop', experiment(kind, spec, { name }));
    await node.until(() =>
      (resource(plural).get('shop', name).status?.conditions ?? []).some(
        ({ type, status }) => type === 'AllInjected' && status === 'True',
      ),
    );
  }

  async function recover(kind: string, name = 'one'): Promise<void> {
    const plural = kind.toLowerCase();
    resource(plural).delete('shop', name);
    await node.until(() => !resource(plural).find('shop', name));
  }

  async function get(pod: string, path: string): Promise<string> {
    const { podIP } = node.pod(pod).status;
    const answer = await fetch(`http://${podIP}:${path}`);
    return await answer.text();
  }

  /** How long `web` waits for an answer of `core`. */
  async function timeOfCall(): Promise<number> {
    const began = performance.now();
    expect(await get('web', '8080/call/core/slow')).toBe('core');
    return performance.now() - began;
  }

  /** How long one waits for `other`, which no fault is of: for each kind of call. */
  async function timeOfOther(): Promise<number> {
    const began = performance.now();
    expect(await get('other', '8080/slow')).toBe('other');
    await get('other', '9090/read');
    await get('other', '9090/write');
    return performance.now() - began;
  }

  const timeOfFile = (what: string) => async () =>
    Number(await get('core', `9090/${what}`));

  /** How long the fastest of some calls took, in milliseconds. */
  async function fastestOf(one: () => Promise<number>): Promise<number> {
    const times: number[] = [];
    while (times.length < CALLS) {
      times.push(await one());
    }
    return Math.min(...times);
  }

  beforeAll(async () => {
    ({ node, mesh } = await startChaosNode());
    for (const name of PODS) {
      node.addImage(name, SERVER + WATCH);
      createPatientPod(node, name, { app: name });
    }
    await node.untilReady(...PODS);
    node.createService('core', ['core']);
    await node.until(
      async () => (await get('web', '8080/call/core/slow')) === 'core',
    );
  });

  afterAll(async () => {
    mesh?.stop();
    await node?.stop();
  });

  const delay = `${DELAY_MS}ms`;
  const io = { action: 'latency', volumePath: '/tmp', delay };

  it.each([
    [
      'NetworkChaos by delay',
      'NetworkChaos',
      { action: 'delay', delay: { latency: delay } },
      timeOfCall,
    ],
    [
      'HTTPChaos, of requests',
      'HTTPChaos',
      { target: 'Request', port: 8080, path: '/slow', delay },
      timeOfCall,
    ],
    [
      'HTTPChaos, of answers',
      'HTTPChaos',
      { target: 'Response', port: 8080, path: '/slow', delay },
      timeOfCall,
    ],
    [
      'IOChaos, of reading',
      'IOChaos',
      { ...io, methods: ['read'] },
      timeOfFile('read'),
    ],
    [
      'IOChaos, of writing',
      'IOChaos',
      { ...io, methods: ['write'] },
      timeOfFile('write'),
    ],
  ])(
    'is in each call at least what is asked for, and in none before or after: %s',
    async (_, kind, spec, one) => {
      const before = await fastestOf(one);
      await inject(kind, spec);
      // The process is told of a fault in its files a moment later.
      await node.until(async () => (await one()) >= DELAY_MS - EARLY_MS);
      const during = await fastestOf(one);
      const elsewhere = await fastestOf(timeOfOther);
      await recover(kind);
      await node.until(async () => (await one()) < DELAY_MS);
      const after = await fastestOf(one);

      expect(during).toBeGreaterThanOrEqual(DELAY_MS - EARLY_MS);
      // A machine that is busy only ever makes a call slower.
      for (const fastest of [before, elsewhere, after]) {
        expect(fastest).toBeLessThan(DELAY_MS);
      }
    },
  );

  it('is the share of a processor that StressChaos is told to take', async () => {
    const stress = (app: string, load: number) =>
      inject(
        'StressChaos',
        {
          selector: { labelSelectors: { app } },
          stressors: { cpu: { workers: 1, load } },
        },
        `stress-${load}`,
      );
    await stress('core', 50);
    await stress('other', 100);
    const secondsOf = (load: number) =>
      stressProcesses().find(each => each.load === load)?.seconds ?? 0;
    // Node itself takes some to begin with.
    await node.until(() => secondsOf(50) > 0.5 && secondsOf(100) > 0.5);

    const began = performance.now();
    const [half, whole] = [secondsOf(50), secondsOf(100)];
    const measured = () => ({
      half: secondsOf(50) - half,
      whole: secondsOf(100) - whole,
      seconds: (performance.now() - began) / 1000,
    });
    // Both are on at once, on a machine that is in the long run as busy for both.
    await node.until(() => {
      const now = measured();
      return now.half > 0.5 && now.whole > 1.2 * now.half;
    });
    const took = measured();
    await recover('StressChaos', 'stress-50');
    await recover('StressChaos', 'stress-100');

    // It rests for half of each period, however little it got of the other half.
    expect(took.half / took.seconds).toBeLessThan(0.65);
    expect(took.whole / took.seconds).toBeLessThan(1.1);
    await node.until(() => stressProcesses().length === 0);
  });
});
