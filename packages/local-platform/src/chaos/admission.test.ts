import { TestCluster } from '../kubernetes/__testUtils__/testCluster';
import { startChaosCluster } from './__testUtils__/chaosCluster';
import { experiment, StoredExperiment } from './__testUtils__/experiment';

jest.setTimeout(120_000);

const TLS = {
  secretName: 'core',
  secretNamespace: 'shop',
  certName: 'tls.crt',
  keyName: 'tls.key',
};

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
      'duplicates beside a delay',
      'NetworkChaos',
      { ...delay, action: 'netem', duplicate: { duplicate: '5' } },
      'spec.duplicate: Not',
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
      'faults of what is encrypted',
      'HTTPChaos',
      { target: 'Request', port: 443, abort: true, tls: TLS },
      'spec.tls: Not on the embedded clusters: what is encrypted passes',
    ],
    [
      'a method that is none',
      'HTTPChaos',
      { target: 'Request', port: 80, replace: { method: 'A B' } },
      'spec.replace.method: Not',
    ],
    [
      'a fault of HTTP that is none',
      'HTTPChaos',
      { target: 'Request', port: 80 },
      'spec: Required value: one of abort, delay, replace and patch',
    ],
    [
      'what a call of a file cannot meet',
      'IOChaos',
      { action: 'mistake', volumePath: '/tmp' },
      'spec.action: Not on the embedded clusters: calls can be late',
    ],
    [
      'a volume that nobody can have',
      'IOChaos',
      { action: 'latency', volumePath: '/var/lib/clickhouse', delay: '1s' },
      'spec.volumePath: Not on the embedded clusters: the only volume',
    ],
    [
      'what no program calls',
      'IOChaos',
      {
        ...{ action: 'fault', volumePath: '/tmp/', errno: 5 },
        methods: ['read', 'mknod'],
      },
      'spec.methods[1]: Not',
    ],
    [
      'an error that the system has not',
      'IOChaos',
      { action: 'fault', volumePath: '/tmp', errno: 5000 },
      'spec.errno: Not',
    ],
    [
      'names with something after the wildcard',
      'DNSChaos',
      { action: 'error', patterns: ['core-*.org'] },
      'spec.patterns[0]: Invalid value: "core-*.org"',
    ],
    [
      'a clock that nobody reads',
      'TimeChaos',
      { timeOffset: '1h', clockIds: ['CLOCK_REALTIME', 'CLOCK_MONOTONIC'] },
      'spec.clockIds[1]: Not on the embedded clusters: the time of day',
    ],
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

  const selected = {
    mode: 'all',
    selector: { labelSelectors: { app: 'core' } },
  };
  const kill = { ...selected, action: 'pod-kill' };
  const http = {
    ...{ ...selected, target: 'Request', port: 443, abort: true },
    tls: TLS,
  };
  const often = { schedule: '@hourly', type: 'PodChaos', podChaos: kill };
  const wait = { name: 'wait', templateType: 'Suspend', deadline: '1s' };
  const container = { name: 'a', image: 'core' };
  const workflow = (template: object) => ({
    entry: 'one',
    templates: [{ name: 'one', ...template }],
  });
  const request = { url: 'http://core/', criteria: { statusCode: '200' } };
  const create = (plural: string, spec: object) => () =>
    resource(plural).create('shop', { metadata: { name: 'two' }, spec });

  it.each<[string, string, object, string]>([
    [
      'a cron that is none',
      'schedules',
      { ...often, schedule: '* * *' },
      'spec.schedule: Invalid value: "* * *": parse schedule field error',
    ],
    [
      'a schedule that is never due',
      'schedules',
      { ...often, schedule: '0 0 30 2 *' },
      'spec.schedule: Invalid value: "0 0 30 2 *": it is never due',
    ],
    [
      'a schedule of what does not work here',
      'schedules',
      { schedule: '@hourly', type: 'HTTPChaos', httpChaos: http },
      'spec.httpChaos.tls: Not on the embedded clusters',
    ],
    [
      'a schedule of an experiment that is not right',
      'schedules',
      { ...often, podChaos: { ...kill, mode: 'fixed' } },
      'spec.podChaos.value: Invalid value',
    ],
    [
      'a schedule of a workflow that does nothing',
      'schedules',
      {
        schedule: '@hourly',
        type: 'Workflow',
        workflow: workflow({ templateType: 'Task' }),
      },
      'spec.workflow.templates[0].task.container: Required value: a task runs one container',
    ],
    [
      'a workflow without its entry',
      'workflows',
      { entry: 'one', templates: [wait] },
      'can not find a template with name one',
    ],
    [
      'a workflow that never ends',
      'workflows',
      workflow({ templateType: 'Serial', children: ['one'] }),
      'comes round to itself',
    ],
    [
      'a task with a volume that cannot be',
      'workflows',
      workflow({
        templateType: 'Task',
        task: {
          container: {
            ...container,
            volumeMounts: [{ name: 'all', mountPath: '/data' }],
          },
          volumes: [{ name: 'all', hostPath: { path: '/' } }],
        },
      }),
      'spec.templates[0].task.container: Not on the embedded clusters: volume "all" cannot be mounted at /data',
    ],
    [
      'a task without an image',
      'workflows',
      workflow({ templateType: 'Task', task: { container: { name: 'a' } } }),
      'spec.templates[0].task.container.image: Required value',
    ],
    [
      'a branch that leads nowhere',
      'workflows',
      workflow({
        templateType: 'Task',
        task: { container },
        conditionalBranches: [{ target: 'two', expression: 'true' }],
      }),
      'spec.templates[0].conditionalBranches[0].target: Invalid value: "two": can not find a template',
    ],
    [
      'a branch that leads back',
      'workflows',
      workflow({
        templateType: 'Task',
        task: { container },
        conditionalBranches: [{ target: 'one', expression: 'true' }],
      }),
      'spec.templates[0].conditionalBranches: Invalid value',
    ],
    [
      'an expression that has no answer, and where it has none',
      'workflows',
      workflow({
        templateType: 'Task',
        task: { container },
        conditionalBranches: [{ target: 'one', expression: 'exitCode == ok' }],
      }),
      'spec.templates[0].conditionalBranches[0].expression: Invalid value: "exitCode == ok": "ok" is not known; there are exitCode and stdout (column 13)',
    ],
    [
      'a branch without an expression',
      'workflows',
      workflow({
        templateType: 'Task',
        task: { container },
        conditionalBranches: [{ target: 'one' }],
      }),
      'spec.templates[0].conditionalBranches[0].expression: Required value',
    ],
    [
      'a template of what does not work here',
      'workflows',
      workflow({ templateType: 'HTTPChaos', httpChaos: http }),
      'spec.templates[0].httpChaos.tls: Not on the embedded clusters',
    ],
    [
      'a template with a field that does not work here',
      'workflows',
      workflow({
        templateType: 'StressChaos',
        stressChaos: { ...selected, stressors: { cpu: { workers: 65 } } },
      }),
      'spec.templates[0].stressChaos.stressors.cpu.workers',
    ],
    [
      'a template of a schedule of what does not work here',
      'workflows',
      workflow({
        templateType: 'Schedule',
        schedule: { schedule: '@hourly', type: 'HTTPChaos', httpChaos: http },
      }),
      'spec.templates[0].schedule.httpChaos.tls: Not on the embedded clusters',
    ],
    [
      'a status check that asks nobody',
      'statuschecks',
      { type: 'HTTP' },
      'spec.http: Invalid value: null: the detail of http status check is required',
    ],
  ])('refuses %s', (_, plural, spec, message) => {
    expect(create(plural, spec)).toThrow(message);
  });

  it('takes another spec for what begins something later, where that is right', () => {
    expect(create('schedules', often)().spec).toMatchObject({
      concurrencyPolicy: 'Forbid',
    });
    const change = (plural: string, spec: object) => () =>
      resource(plural).patch('shop', 'two', { spec });
    expect(change('schedules', { schedule: '@daily' })().spec).toMatchObject({
      schedule: '@daily',
    });
    expect(change('schedules', { schedule: '@never' })).toThrow(
      'unrecognized descriptor: @never',
    );
    create('statuschecks', { type: 'HTTP', http: request })();
    expect(change('statuschecks', { intervalSeconds: 3 })).toThrow(
      'Cannot update chaos spec',
    );
  });
});
