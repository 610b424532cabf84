import {
  createKubectl,
  describeWithKubectl,
  whyNoKubectl,
} from '../kubernetes/__testUtils__/kubectl';
import { PRINTER } from './__testUtils__/programs';
import { ContainerLog } from './logs/ContainerLog';
import { TestNode } from './__testUtils__/TestNode';

jest.setTimeout(120_000);

describeWithKubectl(`A stock kubectl${whyNoKubectl}`, () => {
  let node: TestNode;
  let kubectl: ReturnType<typeof createKubectl>;

  beforeAll(async () => {
    // A wait that leaves time to look.
    node = await TestNode.start({ backOffMs: 20_000, maxBackOffMs: 20_000 });
    node.addImage('printer', PRINTER);
    kubectl = createKubectl(
      node.running.scratch,
      node.running.cluster.kubeconfig(),
    );
  });

  afterAll(async () => {
    await node.stop();
  });

  const ok = async (...args: string[]): Promise<string> => {
    const { code, out, err } = await kubectl(['-n', 'shop', ...args]);
    expect({ code, err: code === 0 ? '' : err }).toEqual({ code: 0, err: '' });
    return out;
  };
  const tell = async (what: string) => {
    const { podIP } = node.pod('printer').status;
    await fetch(`http://${podIP}:8080/${what}`);
  };

  it('shows logs, what was printed before, and what comes', async () => {
    node.createPod('printer', {
      readinessProbe: { tcpSocket: { port: 8080 }, periodSeconds: 1 },
    });
    await node.untilReady('printer');
    for (const word of ['one', 'two', 'three']) {
      await tell(`print/${word}`);
    }
    await node.until(
      async () => (await ok('logs', 'printer')) === 'start\none\ntwo\nthree\n',
    );
    expect(await ok('logs', 'printer', '--tail=2')).toBe('two\nthree\n');
    expect(await ok('logs', 'printer', '--limit-bytes=7')).toBe('start\no');
    expect(await ok('logs', 'printer', '--timestamps', '--tail=1')).toMatch(
      /^\d{4}-\d\d-\d\dT[\d:.]+Z three\n$/,
    );
    expect(
      await ok('logs', 'printer', '--since-time=2100-01-01T00:00:00Z'),
    ).toBe('');

    const listening = jest.spyOn(ContainerLog.prototype, 'onChange');
    const following = ok('logs', '-f', 'printer', '--tail=1');
    await node.until(() => listening.mock.calls.length > 0);
    await tell('print/four');
    await tell('end');
    // It ends with the container.
    expect(await following).toBe('three\nfour\n');

    await node.until(() => node.container('printer')?.restartCount === 1);
    await node.untilReady('printer');
    expect(await ok('logs', 'printer')).toBe('start\n');
    expect(await ok('logs', 'printer', '--previous')).toBe(
      'start\none\ntwo\nthree\nfour\n',
    );
    expect(await ok('get', 'pod', 'printer')).toMatch(
      /printer\s+1\/1\s+Running\s+1 \(\d+s ago\)/,
    );
    await tell('end');
    await node.until(
      () =>
        node.container('printer')?.state.waiting?.reason === 'CrashLoopBackOff',
    );
    expect(await ok('get', 'pod', 'printer')).toMatch(
      /printer\s+0\/1\s+CrashLoopBackOff\s+1/,
    );
    expect(await ok('logs', 'printer')).toBe('start\n');
  });

  it('shows what pods and nodes use, and the node itself', async () => {
    node.createPod('measured', { image: 'printer' });
    // A program that only begins has a few MiB.
    await node.until(async () =>
      /measured\s+\d+m\s+\d{2,}Mi/.test(
        (
          await kubectl(['-n', 'shop', 'top', 'pod', 'measured'])
        ).out,
      ),
    );
    expect(await ok('top', 'node')).toMatch(
      /node-1\s+\d+m\s+\d+%\s+\d{2,}Mi\s+\d+%/,
    );
    expect(await ok('get', 'nodes')).toMatch(/node-1\s+Ready/);
    expect(await ok('describe', 'pod', 'measured')).toMatch(
      /Normal\s+Started\s+\S+\s+kubelet\s+spec.containers\{app\}: Started container app/,
    );
  });
});
