import { TestCluster } from '../kubernetes/__testUtils__/testCluster';
import { startChaosCluster } from './__testUtils__/chaosCluster';
import { experiment, StoredExperiment } from './__testUtils__/experiment';

jest.setTimeout(120_000);

describe('the webhook of Chaos Mesh', () => {
  let running: TestCluster;

  beforeAll(async () => {
    running = await startChaosCluster();
  });

  afterAll(async () => {
    await running.stop();
  });

  const resource = (plural = 'networkchaos') =>
    running.cluster
      .client('test')
      .resource<Pick<StoredExperiment, 'spec' | 'status'>>(
        'chaos-mesh.org/v1alpha1',
        plural,
      );
  const apply = (kind: string, spec: object) => () =>
    resource(kind.toLowerCase()).create('shop', experiment(kind, spec));
  const delay = { action: 'delay', delay: { latency: '1s' } };
  const cpu = { workers: 1 };

  it.each<[string, string, object, string]>([
    [
      'what the webhook refuses',
      'PodChaos',
      { action: 'pod-kill', mode: 'fixed' },
      'spec.value: Invalid value: "": parse value field error',
    ],
    [
      'what does nothing',
      'NetworkChaos',
      { action: 'delay' },
      'spec.delay: Required value',
    ],
    [
      'a duration that is over',
      'NetworkChaos',
      { ...delay, duration: '-1s' },
      'it ends before it begins',
    ],
    [
      'another cluster',
      'NetworkChaos',
      { ...delay, remoteCluster: 'b' },
      'spec.remoteCluster: Not on the embedded clusters',
    ],
    [
      'duplicates',
      'NetworkChaos',
      { action: 'duplicate', duplicate: { duplicate: '5' } },
      'streams of bytes',
    ],
    [
      'corruption',
      'NetworkChaos',
      { action: 'corrupt', corrupt: { corrupt: '5' } },
      'streams of bytes',
    ],
    [
      'corruption beside a delay',
      'NetworkChaos',
      { ...delay, action: 'netem', corrupt: { corrupt: '5' } },
      'spec.corrupt: Not',
    ],
    [
      'another order',
      'NetworkChaos',
      {
        action: 'delay',
        delay: { latency: '1s', reorder: { reorder: '5', gap: 1 } },
      },
      'spec.delay.reorder: Not',
    ],
    [
      'a peak rate',
      'NetworkChaos',
      {
        action: 'bandwidth',
        bandwidth: { rate: '1mbps', limit: 1, buffer: 1, peakrate: 5 },
      },
      'spec.bandwidth.peakrate',
    ],
    [
      'a device that is not there',
      'NetworkChaos',
      { ...delay, device: 'eth1' },
      'spec.device: Not',
    ],
    [
      'stress-ng',
      'StressChaos',
      { stressngStressors: '--cpu 1' },
      'there is no stress-ng',
    ],
    [
      'more workers than one machine bears',
      'StressChaos',
      { stressors: { cpu: { workers: 65 } } },
      'no more than 64',
    ],
    [
      'options of stress-ng',
      'StressChaos',
      { stressors: { cpu: { ...cpu, options: ['--x'] } } },
      'spec.stressors.cpu.options',
    ],
    [
      'who ends first without memory',
      'StressChaos',
      { stressors: { memory: { workers: 1, oomScoreAdj: -1000 } } },
      'oomScoreAdj',
    ],
    [
      'faults of HTTP',
      'HTTPChaos',
      { target: 'Request', port: 80, abort: true },
      'nothing reads the requests',
    ],
    [
      'faults of files',
      'IOChaos',
      { action: 'latency', volumePath: '/data', delay: '1s' },
      'share the kernel',
    ],
    ['faults of names', 'DNSChaos', { action: 'error' }, 'share the kernel'],
    ['faults of clocks', 'TimeChaos', { timeOffset: '1h' }, 'share the kernel'],
    [
      'what is no experiment',
      'NetworkChaos',
      { action: 'explode' },
      'spec.action: Unsupported value',
    ],
  ])('refuses %s', (_, kind, spec, message) => {
    expect(apply(kind, spec)).toThrow(message);
  });

  it('refuses another spec for one that is there', async () => {
    apply('NetworkChaos', delay)();
    expect(() =>
      resource().patch('shop', 'one', { spec: { mode: 'one' } }),
    ).toThrow('Cannot update chaos spec');
  });
});
