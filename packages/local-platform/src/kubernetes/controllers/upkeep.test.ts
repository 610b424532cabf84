import { eventually } from '../../__testUtils__/scratch';
import { deployment } from '../__testUtils__/manifests';
import { Controlled } from './__testUtils__/controlled';
import {
  DisruptionBudgetFields,
  EventFields,
  NodeFields,
  ResourceQuotaFields,
} from './types';
import { conditionOf } from './work/conditions';
import { isActive, isReady } from './work/pods';

jest.setTimeout(60_000);

describe('Nodes, quotas, budgets and events', () => {
  let shop: Controlled;

  beforeEach(async () => {
    shop = await Controlled.start();
  });

  afterEach(async () => {
    await shop.stop();
  });

  const run = async (replicas: number) => {
    const written = deployment('core');
    const [container] = written.spec.template.spec.containers;
    Object.assign(container, {
      resources: { requests: { cpu: '100m', memory: '64Mi' } },
    });
    written.spec.replicas = replicas;
    shop.deployments.create('shop', written);
    await eventually(
      () =>
        shop.deployments.get('shop', 'core').status?.readyReplicas === replicas,
    );
  };

  const node = (name: string) =>
    shop.resource<NodeFields>('v1', 'nodes').get('', name);

  const readiness = (name: string) => conditionOf(node(name).status, 'Ready');

  it('takes the pods of a node that is silent out of service, then away, and lets it come back', async () => {
    shop.kubelet.addNode('node-2', { zone: 'b' });
    await run(4);
    const on = (name: string) =>
      shop.podsOf('core').filter(({ spec }) => spec.nodeName === name);
    expect(on('node-2')).toHaveLength(2);
    await shop.pass(3600);
    expect(readiness('node-2')?.status).toBe('True');
    shop.kubelet.silence('node-2');
    shop.kubelet.ends = false;
    await shop.pass(41);
    await eventually(() => readiness('node-2')?.status === 'Unknown');
    await eventually(
      () => shop.deployments.get('shop', 'core').status?.readyReplicas === 2,
    );
    expect(on('node-2').some(isReady)).toBe(false);
    expect(node('node-2').spec?.taints).toEqual([
      expect.objectContaining({
        key: 'node.kubernetes.io/unreachable',
        effect: 'NoSchedule',
      }),
      expect.objectContaining({ effect: 'NoExecute' }),
    ]);
    expect(shop.events('node-2')).toContain(
      'NodeNotReady: Node node-2 status is now: NodeNotReady (1)',
    );
    expect(on('node-2').filter(isActive)).toHaveLength(2);
    await shop.pass(301);
    await eventually(
      () => shop.deployments.get('shop', 'core').status?.readyReplicas === 4,
    );
    expect(on('node-2').filter(isActive)).toEqual([]);
    shop.kubelet.ends = true;
    shop.kubelet.heartbeat('node-2');
    shop.kubelet.endTerminating();
    await eventually(() => node('node-2').spec?.taints === undefined);
    expect(readiness('node-2')?.status).toBe('True');
    shop.resource('v1', 'nodes').delete('', 'node-1');
    await shop.pass(41);
    await eventually(
      () =>
        on('node-1').length === 0 && on('node-2').filter(isReady).length === 4,
    );
  });

  it('says how much of a quota is used', async () => {
    const quotas = shop.resource<ResourceQuotaFields>('v1', 'resourcequotas');
    const hard = {
      pods: '10',
      'requests.cpu': '1',
      'requests.memory': '1Gi',
      'count/deployments.apps': '3',
    };
    quotas.create('shop', { metadata: { name: 'all' }, spec: { hard } });
    const used = () => quotas.get('shop', 'all').status?.used;
    await eventually(() => used()?.pods === '0');
    await run(3);
    await eventually(() => used()?.pods === '3');
    expect(quotas.get('shop', 'all').status).toEqual({
      hard,
      used: {
        pods: '3',
        'requests.cpu': '300m',
        'requests.memory': String(3 * 64 * 1024 * 1024),
        'count/deployments.apps': '1',
      },
    });
    // A full quota stops no rollout for longer than it is full.
    quotas.patch('shop', 'all', { spec: { hard: { pods: '3' } } });
    shop.deployments.patch('shop', 'core', { spec: { replicas: 4 } });
    const core = () => shop.deployments.get('shop', 'core').status;
    await eventually(() => conditionOf(core(), 'ReplicaFailure') !== undefined);
    shop.deployments.patch('shop', 'core', { spec: { replicas: 3 } });
    await eventually(() => conditionOf(core(), 'ReplicaFailure') === undefined);
    shop.deployments.delete('shop', 'core');
    await eventually(() => used()?.pods === '0');
  });

  it.each([
    [{ minAvailable: 2 }, { disruptionsAllowed: 2, desiredHealthy: 2 }],
    [{ minAvailable: '60%' }, { disruptionsAllowed: 1, desiredHealthy: 3 }],
    [{ maxUnavailable: 1 }, { disruptionsAllowed: 1, desiredHealthy: 3 }],
  ])('says how many pods may go: %j', async (spec, expected) => {
    const budgets = shop.resource<DisruptionBudgetFields>(
      'policy/v1',
      'poddisruptionbudgets',
    );
    budgets.create('shop', {
      metadata: { name: 'core' },
      spec: { ...spec, selector: { matchLabels: { app: 'core' } } },
    });
    await run(4);
    const status = () => budgets.get('shop', 'core').status;
    await eventually(() => status()?.currentHealthy === 4);
    expect(status()).toMatchObject({ ...expected, expectedPods: 4 });
    const names = shop.podsOf('core').map(({ metadata }) => metadata.name);
    shop.kubelet.become(
      'running',
      ({ metadata }) => !names.includes(metadata.name),
    );
    // At once, so that none sees what the one before it came to.
    const codes = await Promise.all(
      names.map(async name => {
        const { code } = await shop.running.api.post(
          `/api/v1/namespaces/shop/pods/${name}/eviction`,
          { metadata: { name } },
        );
        return code;
      }),
    );
    expect(codes.filter(code => code === 201)).toHaveLength(
      expected.disruptionsAllowed,
    );
    await eventually(() => status()?.disruptionsAllowed === 0);
    expect(shop.podsOf('core').filter(isReady).length).toBe(
      4 - expected.disruptionsAllowed,
    );
  });

  it('forgets what was said an hour ago', async () => {
    await run(1);
    const events = shop.resource<EventFields>('v1', 'events');
    expect(events.list().items.length).toBeGreaterThan(0);
    await shop.pass(3700);
    await eventually(() => events.list().items.length === 0);
    expect(shop.log).toEqual([]);
  });
});
